using System.Diagnostics;

namespace Trucewatch.Formats.Tests.TimeStamps;

/// <summary>A time-stamping authority made for one test with <c>openssl ts</c>: a foreign peer, with its own root.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestAuthority(string name = "Test authority")
    {
        _folder.Write(
            "tsa.cnf",
            """
            [tsa]
            default_tsa = one
            [one]
            dir = .
            serial = ./serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1
            ordering = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """
        );
        _folder.Write("serial", "01\n");
        _folder.Write("ext", "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n");
        Run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ca.key");
        Run("req", "-x509", "-new", "-key", "ca.key", "-subj", "/CN=Test root", "-days", "2", "-out", "ca.pem");
        Run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "tsa.key");
        Run("req", "-new", "-key", "tsa.key", "-subj", $"/CN={name}", "-out", "tsa.csr");
        Run(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            "ext",
            "-out",
            "tsa.pem"
        );
    }

    public string RootPem => File.ReadAllText(_folder.File("ca.pem"));

    /// <summary>Answers a request.</summary>
    public byte[] Answer(IEnumerable<byte> request)
    {
        File.WriteAllBytes(_folder.File("q.tsq"), [.. request]);
        Run(
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "q.tsq",
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            "-out",
            "r.tsr"
        );
        return File.ReadAllBytes(_folder.File("r.tsr"));
    }

    /// <summary>Does openssl hold an answer for right?</summary>
    public bool Accepts(IEnumerable<byte> request, byte[] answer)
    {
        File.WriteAllBytes(_folder.File("q2.tsq"), [.. request]);
        File.WriteAllBytes(_folder.File("r2.tsr"), answer);
        return Try("ts", "-verify", "-queryfile", "q2.tsq", "-in", "r2.tsr", "-CAfile", "ca.pem").Code == 0;
    }

    public void Dispose() => _folder.Dispose();

    private void Run(params string[] arguments)
    {
        var (code, said) = Try(arguments);
        Assert.True(code == 0, $"openssl {string.Join(' ', arguments)}: {said}");
    }

    private (int Code, string Said) Try(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("openssl", arguments)
            {
                WorkingDirectory = _folder.Path,
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = process.StandardError.ReadToEnd();
        _ = output.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
