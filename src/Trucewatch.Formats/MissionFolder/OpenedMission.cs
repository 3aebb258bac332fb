using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>A text file of a mission.</summary>
/// <param name="Path">Relative to the mission's folder, with slashes.</param>
/// <param name="Text">Its text.</param>
public sealed record TextFile(string Path, string Text);

/// <summary>A file that was read to open a mission, with its digest: a changed file is an amendment.</summary>
/// <param name="Path">Relative to the mission's folder, with slashes.</param>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal.</param>
public sealed record OwnFile(string Path, long Length, string Sha256);

/// <summary>A mission whose files are all in order.</summary>
/// <param name="Folder">The folder it was opened from.</param>
/// <param name="Charter">What it is.</param>
/// <param name="Rules">Its rules: the defaults with what its rulebook changes.</param>
/// <param name="Plans">Its sources and how their files are read, in the order of the file.</param>
/// <param name="Zones">The zones its own files draw.</param>
/// <param name="Claims">What is claimed of truces.</param>
/// <param name="Acts">Acts and decisions on file.</param>
/// <param name="AgreementFiles">The texts of <c>agreement/*.md</c>, sorted by path; others read them.</param>
/// <param name="Guarantees">What it holds on guarantees; null: nothing, it has no folder <c>guarantees</c>.</param>
/// <param name="OwnFiles">All files that were read, sorted by path.</param>
public sealed record OpenedMission(
    string Folder,
    Charter Charter,
    Rules Rules,
    ImmutableArray<SourcePlan> Plans,
    ImmutableArray<Zone> Zones,
    ImmutableArray<TruceClaim> Claims,
    ImmutableArray<RegisteredAct> Acts,
    ImmutableArray<TextFile> AgreementFiles,
    GuaranteeRegister? Guarantees,
    ImmutableArray<OwnFile> OwnFiles
)
{
    /// <summary>Its sources, in the order of the file.</summary>
    public ImmutableArray<Sources.Source> Sources => [.. Plans.Select(p => p.Source)];

    /// <summary>What readers must know of it.</summary>
    public ReadingContext ForReading() => new(Charter, Zones, Rules);
}

/// <summary>What came of opening a mission's folder.</summary>
public abstract record Opening
{
    private Opening() { }

    /// <summary>All files are in order.</summary>
    public sealed record Opened(OpenedMission Mission) : Opening;

    /// <summary>Something is wrong; all of it at once, by file and line.</summary>
    public sealed record Refused(ImmutableArray<TextProblem> Problems) : Opening;
}
