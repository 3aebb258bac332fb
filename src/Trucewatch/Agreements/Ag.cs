namespace Trucewatch.Agreements;

/// <summary>The rules that a text of an agreement can break. Numbers are never given to another rule.</summary>
public static class Ag
{
    /// <summary>A block of a kind nobody knows.</summary>
    public const string UnknownBlock = "AG001";

    /// <summary>A block that is never closed.</summary>
    public const string UnclosedBlock = "AG002";

    /// <summary>A provision block without an address.</summary>
    public const string NoAddress = "AG003";

    /// <summary>A provision for a clause that the document does not have.</summary>
    public const string UnknownClause = "AG004";

    /// <summary>Two provisions with one address.</summary>
    public const string SecondProvision = "AG005";

    /// <summary>Two clauses with one address in one document.</summary>
    public const string SecondClause = "AG006";

    /// <summary>A block without words.</summary>
    public const string EmptyBlock = "AG007";

    /// <summary>A text that is nested deeper than any agreement.</summary>
    public const string TooDeep = "AG008";

    /// <summary>A block that Markdown does not show as one: set in by four spaces or more, or behind fewer than three marks.</summary>
    public const string HiddenBlock = "AG009";

    /// <summary>A character the language does not have.</summary>
    public const string Character = "AG010";

    /// <summary>A quotation that is never closed.</summary>
    public const string Quotation = "AG011";

    /// <summary>Nobody, or somebody unknown, is bound.</summary>
    public const string Bearer = "AG012";

    /// <summary>No <c>must not</c> where one was expected.</summary>
    public const string MustNot = "AG013";

    /// <summary>A distance without a unit, or with one that is none.</summary>
    public const string DistanceUnit = "AG014";

    /// <summary>A number that is none, or is out of bounds.</summary>
    public const string Number = "AG015";

    /// <summary>A word that was expected is missing.</summary>
    public const string Missing = "AG016";

    /// <summary>A line of terms that declares neither a noun nor a phrase.</summary>
    public const string TermsLine = "AG020";

    /// <summary>An act that no phrase declares.</summary>
    public const string UnknownAct = "AG021";

    /// <summary>A noun that the terms do not have.</summary>
    public const string UnknownNoun = "AG022";

    /// <summary>A noun or phrase declared twice.</summary>
    public const string SecondTerm = "AG023";

    /// <summary>Neither <c>observed</c> nor <c>registered</c>.</summary>
    public const string Register = "AG024";

    /// <summary>A field that the noun does not have, or a hole that is used on one side only.</summary>
    public const string UnknownField = "AG025";

    /// <summary>A noun without codes, in a provision without codes.</summary>
    public const string NoCodes = "AG026";

    /// <summary>A measure, role or body nobody knows.</summary>
    public const string UnknownWord = "AG027";

    /// <summary>A zone that the mission does not have.</summary>
    public const string UnknownZone = "AG030";

    /// <summary>A date or time that is none.</summary>
    public const string Moment = "AG032";

    /// <summary>A local time that the clocks skipped or showed twice.</summary>
    public const string LocalTime = "AG033";

    /// <summary>Codes that cannot be read.</summary>
    public const string Codes = "AG040";

    /// <summary>A code that the rulebook does not have, or a range that runs backwards.</summary>
    public const string UnknownCode = "AG041";

    /// <summary>A unit that the rulebook does not have.</summary>
    public const string UnknownUnit = "AG042";

    /// <summary>A standard of proof nobody knows.</summary>
    public const string UnknownStandard = "AG043";

    /// <summary>Words that begin no option.</summary>
    public const string UnknownOption = "AG050";

    /// <summary>An option given twice.</summary>
    public const string SecondOption = "AG051";

    /// <summary>Words left over.</summary>
    public const string LeftOver = "AG052";

    /// <summary>A condition was expected, and none stands here.</summary>
    public const string NoCondition = "AG017";

    /// <summary>A value that a field cannot have.</summary>
    public const string Value = "AG028";

    /// <summary>Somebody unknown behind <c>by</c>, <c>to</c> or <c>owed to</c>, or of another role than the noun has.</summary>
    public const string Who = "AG029";

    /// <summary>A length of time without a unit, or with one that is none.</summary>
    public const string TimeUnit = "AG034";

    /// <summary>Months without a rounding.</summary>
    public const string MonthRounding = "AG035";

    /// <summary>Calendar days or months where only an exact length can stand.</summary>
    public const string ExactLength = "AG036";

    /// <summary>A state that no ceasefire has.</summary>
    public const string CeasefireState = "AG037";

    /// <summary>A severity that is none.</summary>
    public const string Severity = "AG044";

    /// <summary>A defined term that no provision defines.</summary>
    public const string UnknownDefinition = "AG053";

    /// <summary>Words that are no condition: neither noun nor phrase of the terms.</summary>
    public const string UnknownCondition = "AG054";

    /// <summary>A duty without a limit.</summary>
    public const string NoLimit = "AG060";

    /// <summary>A permission that does not say from what it derogates.</summary>
    public const string NoDerogation = "AG061";

    /// <summary>An act that is not by the one who is bound.</summary>
    public const string NotByBearer = "AG062";

    /// <summary>A phrase that is no act: an act is one fact, without a time.</summary>
    public const string NoAct = "AG063";

    /// <summary>An option that does not fit the norm.</summary>
    public const string OptionUnfit = "AG064";

    /// <summary>A power that cannot be: its object or its bounds do not fit.</summary>
    public const string Power = "AG065";

    /// <summary>A tail that does not fit what stands before it.</summary>
    public const string TailUnfit = "AG066";

    /// <summary>A future without an end.</summary>
    public const string Endless = "AG067";

    /// <summary>An address that the document does not have, or that has no provision.</summary>
    public const string UnknownAddress = "AG070";

    /// <summary>An exception and the clause that grants it do not say the same.</summary>
    public const string UnequalException = "AG071";

    /// <summary>A clause that is named as granting an exception, and does not.</summary>
    public const string GrantsNothing = "AG072";

    /// <summary>Part of the language, and not judged by an earlier release. The number is not given again.</summary>
    public const string NotJudged = "AG090";

    /// <summary>Terms that are explained by themselves. <see cref="CheckAgreement"/> finds other circles under the same number.</summary>
    public const string Circle = "AG109";

    /// <summary>No fact can match.</summary>
    public const string Empty = "AG102";
}
