using Trucewatch.Bench;

// One command each: ./dev bench NAME. Every figure is printed with what it was measured on, and its goal beside it.
return args switch
{
    ["appends"] => await Appends.RunAsync(),
    ["http"] => await HttpAppends.RunAsync(),
    ["proof"] => Proofs.Run(),
    ["proofs"] => await VerdictProofs.RunAsync(),
    ["log"] => await WholeLog.RunAsync(),
    ["log-make", var folder, var size] => await WholeLog.MakeAsync(folder, long.Parse(size)),
    ["engine", .. var only] => EngineBench.Run(only),
    ["log-check", var folder] => await WholeLog.CheckAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("./dev bench appends|http|proof|proofs|log|replay|engine");
    return 2;
}
