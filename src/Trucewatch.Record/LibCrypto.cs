using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>The few calls into OpenSSL's libcrypto that signing with Ed25519 needs.</summary>
internal static class LibCrypto
{
    private const string Library = "trucewatch-libcrypto"; // found by Find, under one of the names below
    private const int Ed25519 = 1087; // EVP_PKEY_ED25519 of openssl/obj_mac.h

    private static readonly string[] Names = OperatingSystem.IsMacOS()
        ? ["libcrypto.3.dylib", "libcrypto.dylib"]
        : ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto-3-x64.dll", "libcrypto"];

    private static readonly nint Handle = Load();

    /// <summary>Is there a libcrypto that knows Ed25519?</summary>
    public static bool IsThere => Handle != 0;

    /// <summary>A private key from its seed of 32 bytes.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto.</exception>
    public static KeyHandle ReadKey(ReadOnlySpan<byte> seed)
    {
        if (!IsThere)
            throw new PlatformNotSupportedException(
                $"Signing needs libcrypto of OpenSSL 3 (looked for {string.Join(", ", Names)}). Install it: "
                    + "Debian and Ubuntu \"apt install libssl3\", Fedora \"dnf install openssl-libs\", macOS \"brew install openssl@3\"."
            );

        var key = Native.NewPrivateKey(Ed25519, 0, ref MemoryMarshal.GetReference(seed), (nuint)seed.Length);
        return key.IsInvalid ? throw Failed() : key;
    }

    /// <summary>The public key of a private one.</summary>
    public static byte[] PublicKey(KeyHandle key)
    {
        var bytes = new byte[Ed25519Key.Length];
        var length = (nuint)bytes.Length;
        return Native.GetPublicKey(key, bytes, ref length) == 1 ? bytes : throw Failed();
    }

    /// <summary>Signs.</summary>
    public static byte[] Sign(KeyHandle key, ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519Key.SignatureLength];
        var length = (nuint)signature.Length;
        var context = Native.NewContext();
        try
        {
            byte none = 0;
            ref var first = ref message.IsEmpty ? ref none : ref MemoryMarshal.GetReference(message);
            return
                context != 0
                && Native.SignInit(context, 0, 0, 0, key) == 1
                && Native.Sign(context, signature, ref length, ref first, (nuint)message.Length) == 1
                ? signature
                : throw Failed();
        }
        finally
        {
            Native.FreeContext(context);
        }
    }

    private static CryptographicException Failed() => new("libcrypto refused the Ed25519 key or the signing.");

    private static nint Load()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(LibCrypto).Assembly,
            static (name, _, _) => name == Library ? Handle : 0
        );
        foreach (var name in Names)
        {
            if (
                !NativeLibrary.TryLoad(
                    name,
                    typeof(LibCrypto).Assembly,
                    DllImportSearchPath.SafeDirectories,
                    out var library
                )
            )
                continue;
            if (NativeLibrary.TryGetExport(library, "EVP_PKEY_new_raw_private_key", out _))
                return library;
            NativeLibrary.Free(library);
        }

        return 0;
    }

    /// <summary>A private key in libcrypto's memory.</summary>
    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        /// <inheritdoc />
        public override bool IsInvalid => handle == 0;

        /// <inheritdoc />
        protected override bool ReleaseHandle()
        {
            Native.FreeKey(handle);
            return true;
        }
    }

    private static class Native
    {
        [DllImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern KeyHandle NewPrivateKey(int type, nint engine, ref readonly byte seed, nuint length);

        [DllImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int GetPublicKey(KeyHandle key, byte[] bytes, ref nuint length);

        [DllImport(Library, EntryPoint = "EVP_PKEY_free")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern void FreeKey(nint key);

        [DllImport(Library, EntryPoint = "EVP_MD_CTX_new")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint NewContext();

        [DllImport(Library, EntryPoint = "EVP_MD_CTX_free")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern void FreeContext(nint context);

        [DllImport(Library, EntryPoint = "EVP_DigestSignInit")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int SignInit(nint context, nint keyContext, nint digest, nint engine, KeyHandle key);

        [DllImport(Library, EntryPoint = "EVP_DigestSign")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Sign(
            nint context,
            byte[] signature,
            ref nuint length,
            ref readonly byte message,
            nuint messageLength
        );
    }
}
