using Trucewatch.Appender;

if (args is not [var folder, var seed] || !int.TryParse(seed, out var number))
{
    await Console.Error.WriteLineAsync(
        "Use: Trucewatch.Appender FOLDER SEED; then open, append, large, run, close or nothing, a line each."
    );
    return 2;
}

// Everything happens on the first thread, in an order that is the same in each run: so a fault can be put at its n-th call.
using var appender = new BatchAppender(folder, number);
while (Console.In.ReadLine() is { } command)
    appender.Do(command, Console.Out);
return 0;
