using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>How long each file of a record may be: what is longer is no such file, whoever hands it out.</summary>
internal static class FileLimits
{
    private const long MaxBundle = TilePath.Width * (sizeof(ushort) + (long)Entry.MaxBytes);
    private const long MaxTile = TilePath.Width * (long)MerkleTree.HashLength;
    private const long MaxValues = 1L << 28; // 256 entries with opened values; values above 4 KiB lie in files and seldom add up to more

    private const long MaxStamps = 1L << 24; // two an hour for twenty years

    /// <summary>The greatest length in bytes of the file at a path; 0: no file of a record lies there.</summary>
    public static long Of(string path) =>
        path switch
        {
            RecordFolder.CheckpointFile or RecordFolder.CosignedFile => SignedNote.MaxBytes,
            _ when path.StartsWith("tile/entries/", StringComparison.Ordinal) => MaxBundle,
            _ when path.StartsWith("tile/", StringComparison.Ordinal) => MaxTile,
            _ when path.StartsWith("values/", StringComparison.Ordinal) => MaxValues,
            CheckpointStamp.ListFile => MaxStamps,
            _ when path.StartsWith(CheckpointStamp.Folder + "/", StringComparison.Ordinal) => SignedNote.MaxBytes,
            _ => 0,
        };
}
