using Trucewatch.Acts;
using Trucewatch.Guarantees;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The words that the files of <c>guarantees/</c> have for what they say.</summary>
internal static class GuaranteeWords
{
    public static readonly Dictionary<string, Nature> Natures = new()
    {
        ["political"] = Nature.Political,
        ["legal"] = Nature.Legal,
        ["political and legal"] = Nature.Political | Nature.Legal,
        ["open"] = Nature.Open,
    };

    public static readonly Dictionary<string, Protects> Protected = new()
    {
        ["beneficiary"] = Protects.Beneficiary,
        ["force"] = Protects.Force,
        ["members"] = Protects.Members,
    };

    public static readonly Dictionary<string, CeasefireNeeded> Triggers = new()
    {
        ["none"] = CeasefireNeeded.None,
        ["ceasefire agreed"] = CeasefireNeeded.Agreed,
        ["ceasefire in force"] = CeasefireNeeded.InForce,
        ["credible cessation"] = CeasefireNeeded.Credible,
        ["open"] = CeasefireNeeded.Open,
    };

    public static readonly Dictionary<string, RunsFrom> From = new()
    {
        ["entry into force"] = RunsFrom.EntryIntoForce,
        ["signature"] = RunsFrom.Signature,
    };

    public static readonly Dictionary<string, bool> YesOrNo = new() { ["yes"] = true, ["no"] = false };

    public static readonly Dictionary<string, bool> Whose = new() { ["state"] = true, ["organisation"] = false };

    public static readonly Dictionary<string, bool> Counted = new() { ["states"] = true, ["participants"] = false };

    /// <summary>Null stands for an open point.</summary>
    public static readonly Dictionary<string, Open> Ends = new()
    {
        ["yes"] = Open.Yes,
        ["no"] = Open.No,
        ["open"] = Open.Open,
    };

    public static readonly Dictionary<string, Authorisation> Authorisations = new()
    {
        ["unknown"] = Authorisation.Unknown,
        ["none"] = Authorisation.None,
        ["government"] = Authorisation.Government,
        ["parliament"] = Authorisation.Parliament,
    };

    public static readonly Dictionary<string, InstrumentAct> Steps = new()
    {
        ["text agreed"] = InstrumentAct.AgreeText,
        ["signed"] = InstrumentAct.Sign,
        ["in parliament"] = InstrumentAct.EnterParliament,
        ["authorised"] = InstrumentAct.Authorise,
        ["complete"] = InstrumentAct.Complete,
        ["in force"] = InstrumentAct.Activate,
        ["suspended"] = InstrumentAct.Suspend,
        ["resumed"] = InstrumentAct.Resume,
        ["terminated"] = InstrumentAct.Terminate,
        ["void"] = InstrumentAct.Annul,
    };

    public static readonly Dictionary<string, CaveatKind> CaveatKinds = new()
    {
        ["place"] = CaveatKind.Place,
        ["task"] = CaveatKind.Task,
        ["law"] = CaveatKind.Law,
        ["parliament"] = CaveatKind.Parliament,
        ["dependency"] = CaveatKind.Dependency,
        ["time"] = CaveatKind.Time,
    };

    public static readonly Dictionary<string, FindingKind> Findings = new()
    {
        ["credible cessation"] = FindingKind.CredibleCessation,
        ["ceasefire suspended"] = FindingKind.Suspended,
        ["ceasefire resumed"] = FindingKind.Resumed,
        ["ceasefire collapsed"] = FindingKind.Collapsed,
        ["ceasefire superseded"] = FindingKind.Superseded,
        ["host request"] = FindingKind.HostRequest,
        ["national authorisation"] = FindingKind.NationalAuthorisation,
    };

    /// <summary>Yes, no, or an open point.</summary>
    public enum Open
    {
        Yes,
        No,
        Open,
    }
}
