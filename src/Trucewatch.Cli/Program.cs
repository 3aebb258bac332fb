using System.CommandLine;
using System.CommandLine.Help;
using Trucewatch.Cli;
using Trucewatch.Cli.Commands;

// A plain command: the root command would call itself by the name of its file.
var root = new Command("trucewatch", "Watch a ceasefire and keep the promises made on it.")
{
    new HelpOption(),
    new VersionOption(),
    RunCommand.Make(),
    AgreementCommand.Make(),
    ReplayCommand.Make(),
    ExplainCommand.Make(),
    WhatIfCommand.Make(),
    VerifyCommand.Make(),
    RecomputeCommand.Make(),
    ActCommand.Make(),
    AttributeCommand.Make(),
    EraseCommand.Make(),
    DropTailCommand.Make(),
    StampCommand.Make(),
    EvidenceCommand.Make(),
    WatchCommand.Make(),
    DiscloseCommand.Make(),
    WitnessCommand.Make(),
    CosignCommand.Make(),
    KeysCommand.Make(),
    PolicyCommand.Make(),
    JudgeCommand.Make(),
    GuaranteesCommand.Make(),
};
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await Host.RunAsync(root, args, stop.Token);
