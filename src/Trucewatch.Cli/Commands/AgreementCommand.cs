using System.CommandLine;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch agreement …</c>: what can be done with the text of an agreement.</summary>
internal static class AgreementCommand
{
    public static Command Make() =>
        new("agreement", "Reads back, tests, exports and imports an agreement, and looks for conflicts in it.")
        {
            AgreementReadCommand.Make(),
            AgreementTestCommand.Make(),
            AgreementConflictsCommand.Make(),
            AgreementExportCommand.Make(),
            AgreementImportCommand.Make(),
        };
}
