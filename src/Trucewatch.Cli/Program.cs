using System.CommandLine;
using Trucewatch.Cli;
using Trucewatch.Cli.Commands;

var root = new RootCommand("trucewatch – watch a ceasefire and keep the promises made on it.")
{
    RunCommand.Make(),
    ReplayCommand.Make(),
    VerifyCommand.Make(),
    RecomputeCommand.Make(),
    EvidenceCommand.Make(),
};
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await Host.RunAsync(root, args, stop.Token);
