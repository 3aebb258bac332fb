namespace Trucewatch.Record;

/// <summary>Why a record cannot be used, or an entry not be added.</summary>
public enum RecordProblem
{
    /// <summary>The checkpoint covers entries that the data lack: an old backup was restored, or data were lost.</summary>
    CheckpointAhead,

    /// <summary>There are entries, but no checkpoint: the checkpoint store was lost or exchanged.</summary>
    CheckpointMissing,

    /// <summary>The entries do not give the root of the checkpoint: they were altered.</summary>
    RootDiffers,

    /// <summary>The checkpoint is of a record with another name.</summary>
    OtherOrigin,

    /// <summary>Somebody else adds to the same record.</summary>
    AnotherWriter,

    /// <summary>What was read back after storing is not what was given: memory or disk is faulty.</summary>
    StoredDiffers,

    /// <summary>What lies in the store at that number is no entry in canonical form.</summary>
    EntryUnreadable,

    /// <summary>A value's file is not there.</summary>
    ValueMissing,

    /// <summary>A value's file does not have the content it is named by.</summary>
    ValueAltered,

    /// <summary>An entry breaks a rule of the record; nothing of its batch was stored.</summary>
    EntryRefused,

    /// <summary>The log met one of the other problems and takes no more entries until it is opened again.</summary>
    Closed,
}

/// <summary>The record is broken, or would be: a person has to look.</summary>
public sealed class RecordException : Exception
{
    /// <summary>A problem of the whole record.</summary>
    public RecordException(RecordProblem problem, string message)
        : this(problem, EntryNumber.None, message, null) { }

    /// <summary>A problem at one entry.</summary>
    public RecordException(RecordProblem problem, EntryNumber number, string message)
        : this(problem, number, message, null) { }

    /// <summary>A problem at one entry, with what lies under it.</summary>
    public RecordException(RecordProblem problem, EntryNumber number, string message, Exception? under)
        : base(message, under) => (Problem, Number) = (problem, number);

    /// <summary>A rule of the record that is broken at one entry.</summary>
    public RecordException(RecordFault fault, RecordProblem problem, string message)
        : this(problem, fault.Number ?? EntryNumber.None, message, null) => Rule = fault.Rule;

    /// <summary>What kind of problem.</summary>
    public RecordProblem Problem { get; }

    /// <summary>The entry; <see cref="EntryNumber.None"/>: the problem is of no single entry.</summary>
    public EntryNumber Number { get; }

    /// <summary>The rule that is broken; null: the problem is none of a rule (<see cref="EntryRules"/>).</summary>
    public RecordRule? Rule { get; }
}
