namespace Trucewatch.Record.Tests;

public sealed class KeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    private string Path => System.IO.Path.Combine(folder, "log.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_key_reads_back_and_nobody_else_may_read_it()
    {
        KeyFile.Write(Path, SigningKey.NewText("example.org/log", KeyType.Ed25519));
        using var key = KeyFile.Read(Path, "example.org/log");
        Assert.Equal("example.org/log", key.Verifier.Name);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_read_is_refused_with_the_cure(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        KeyFile.Write(Path, SigningKey.NewText("example.org/log", KeyType.Ed25519));
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | mode);
        Assert.Contains("chmod 600", Assert.Throws<IOException>(() => KeyFile.Read(Path, null)).Message);
    }

    [Fact]
    public void A_key_is_never_written_over()
    {
        KeyFile.Write(Path, SigningKey.NewText("example.org/log", KeyType.Ed25519));
        Assert.Throws<IOException>(() => KeyFile.Write(Path, SigningKey.NewText("example.org/log", KeyType.Ed25519)));
    }

    [Fact]
    public void Another_name_or_a_broken_key_is_refused_without_telling_the_secret()
    {
        var text = SigningKey.NewText("example.org/log", KeyType.Ed25519);
        KeyFile.Write(Path, text);
        Assert.Contains("not of other", Assert.Throws<IOException>(() => KeyFile.Read(Path, "other")).Message);
        File.WriteAllText(Path, text[..^2]);
        var message = Assert.Throws<IOException>(() => KeyFile.Read(Path, null)).Message;
        Assert.DoesNotContain(text.Split('+', 5)[4][..20], message);
    }
}
