using System.CommandLine;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch agreement …</c>: what can be done with the text of an agreement.</summary>
internal static class AgreementCommand
{
    public static Command Make() =>
        new("agreement", "Tests an agreement and looks for conflicts in it.")
        {
            AgreementTestCommand.Make(),
            AgreementConflictsCommand.Make(),
        };
}
