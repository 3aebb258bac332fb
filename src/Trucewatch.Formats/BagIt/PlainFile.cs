using System.Runtime.InteropServices;
using System.Text;

namespace Trucewatch.Formats.BagIt;

/// <summary>Tells plain files from pipes, sockets and devices, the opening of which may wait for ever.</summary>
internal static class PlainFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Is it a plain file? Where the system cannot be asked (other than Linux), the answer is yes.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        // struct statx is the same on every processor (statx(2)): the mode stands at byte 28.
        var answer = new byte[256];
        return Statx(CurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], NoFollow, TypeOnly, answer) != 0
            || (MemoryMarshal.Read<ushort>(answer.AsSpan(ModeAt)) & TypeMask) == Regular;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
