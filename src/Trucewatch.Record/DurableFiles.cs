using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Trucewatch.Record;

/// <summary>Files that are whole or not there, and still there after the power failed.</summary>
public static class DurableFiles
{
    /// <summary>
    /// Writes a file under a name that stands for its content: to a temporary file beside it, synced, renamed. The
    /// folder must be synced afterwards (<see cref="SyncFolder"/>), once for many files.
    /// </summary>
    /// <param name="path">The file; a file of that name is replaced.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var part = path + ".part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <summary>Makes a folder and those above it that are missing; each new one is synced into the one above it.</summary>
    /// <exception cref="IOException">The disk failed or is full, or a file has that name.</exception>
    public static void CreateFolder(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(path))
            return;

        var above = Path.GetDirectoryName(path);
        if (above is not null)
            CreateFolder(above);
        Directory.CreateDirectory(path);
        if (above is not null)
            SyncFolder(above);
    }

    /// <summary>Brings the names in a folder to disk. On Windows nothing is to be done: the file system's journal does it.</summary>
    /// <exception cref="IOException">The folder is not there, or the disk failed.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        // The run-time library opens no folders, so the call goes to the system itself.
        var handle = Native.Open([.. Jcs.ToUtf8(folder), 0], flags: 0);
        if (handle < 0)
            throw Failed(folder);
        try
        {
            if (Native.Sync(handle) != 0)
                throw Failed(folder);
        }
        finally
        {
            _ = Native.Close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new($"The folder {folder} could not be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));

    private static class Native
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Sync(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int handle);
    }
}
