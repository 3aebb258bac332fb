using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>What the first line of a provision says, before its options.</summary>
internal abstract record NormSaid
{
    private NormSaid() { }

    /// <summary>Somebody must not, must or may act.</summary>
    public sealed record Acting(Bearer By, Modal Modal, Condition Act, Token At) : NormSaid;

    public sealed record Keeping(Bearer By, Condition State) : NormSaid;

    public sealed record Defining(string Term, Condition Is) : NormSaid;

    public sealed record Entering(bool Begins, Bearer? For) : NormSaid;

    public sealed record Empowering(string Body, Power Power, Token At) : NormSaid;

    /// <summary>How it is called in messages.</summary>
    public string Called =>
        this switch
        {
            Acting { Modal: Modal.MustNot } => "a ban (\"must not\")",
            Acting { Modal: Modal.Must } => "a duty (\"must\")",
            Acting => "a permission (\"may\")",
            Keeping => "a state to keep (\"must keep\")",
            Defining => "a definition (\"means\")",
            Entering => "entry into force",
            _ => "a power",
        };
}

/// <summary>Whether an act is forbidden, asked for or allowed.</summary>
internal enum Modal
{
    MustNot,
    Must,
    May,
}

/// <summary>What the options of a provision say, each with the place where it stands.</summary>
internal sealed class Options
{
    public Dictionary<string, Token> Seen { get; } = [];

    /// <summary>Options that were meant by words that begin none; empty words: it cannot be told which.</summary>
    public HashSet<string> Meant { get; } = [];

    /// <summary>True if the option stands there, or was perhaps meant by something that has a problem: then it is not missed.</summary>
    public bool MayHave(string option) => Seen.ContainsKey(option) || Meant.Contains(option) || Meant.Contains("");

    public List<FieldSaid> With { get; } = [];
    public List<WhereSaid> Where { get; } = [];
    public Condition? When { get; set; }
    public Limit? Limit { get; set; }
    public Edge? From { get; set; }
    public Edge? Until { get; set; }

    /// <summary>The moment of <c>on</c>: for entry into force it is when.</summary>
    public Moment? On { get; set; }
    public List<(Condition When, string? GrantedBy, Token At)> Unless { get; } = [];
    public List<(string Address, Token At)> Derogates { get; } = [];
    public string? OwedTo { get; set; }
    public (NormSaid Norm, Options Options)? IfBreached { get; set; }
    public ProofNeeded Needs { get; set; } = NeedsReader.Default;
    public CodeSet? Codes { get; set; }
    public int? AtLeast { get; set; }
    public string? Unit { get; set; }

    /// <summary>Where an option stands; not given: nowhere.</summary>
    public Token At(string option) => Seen.GetValueOrDefault(option);
}
