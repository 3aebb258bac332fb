using Trucewatch.Testing;

namespace Trucewatch.Architecture.Tests;

public sealed class TestsMirrorTests
{
    [Fact]
    public void Every_project_with_logic_has_tests_or_is_tested_through_its_hosts()
    {
        var throughHosts = new[] { "Trucewatch.Cli", "Trucewatch.Server", "Trucewatch.Verifier" };
        var root = Shared.Repository();
        var without = Directory
            .GetDirectories(Path.Combine(root, "src"))
            .Select(d => Path.GetFileName(d)!)
            .Except(throughHosts, StringComparer.Ordinal)
            .Where(p =>
                !Directory
                    .EnumerateFiles(Path.Combine(root, "tests", p + ".Tests"), "*Tests.cs", SearchOption.AllDirectories)
                    .Any()
            );
        Assert.Empty(without);
    }
}
