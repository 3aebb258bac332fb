using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Record;

/// <summary>Reads a policy line by line; what a line names must be defined above it (C2SP tlog-policy).</summary>
internal sealed class PolicyLines
{
    private static readonly string[] Reserved = [WitnessPolicy.NoQuorum, "any", "all"];

    private readonly ImmutableArray<VerifierKey>.Builder _logs = ImmutableArray.CreateBuilder<VerifierKey>();
    private readonly ImmutableArray<PolicyWitness>.Builder _witnesses = ImmutableArray.CreateBuilder<PolicyWitness>();
    private readonly Dictionary<string, WitnessPolicy.Group> _groups = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _members = [];
    private string? _quorum;

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">What is wrong, with the number of the line.</exception>
    public static WitnessPolicy Read(string text)
    {
        var lines = new PolicyLines();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            try
            {
                lines.Add(line);
            }
            catch (FormatException under)
            {
                throw new FormatException($"Line {number} of the policy: {under.Message}", under);
            }
        }

        return new(
            text,
            lines._logs.ToImmutable(),
            lines._witnesses.ToImmutable(),
            lines._groups.ToImmutableDictionary(),
            lines._quorum ?? throw new FormatException("The policy has no quorum line.")
        );
    }

    private void Add(string line)
    {
        if (line.Any(static c => char.IsAscii(c) && char.IsControl(c) && c != '\t'))
            throw new FormatException("It holds a control character (a carriage return, perhaps).");

        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [] or [['#', ..], ..])
            return;
        switch (words)
        {
            case ["log", var key, .. { Length: <= 1 }]:
                AddLog(VerifierKey.Read(key));
                break;
            case ["witness", var name, var key, .. { Length: <= 1 } url]:
                AddWitness(name, VerifierKey.Read(key), url is [var address] ? address : null);
                break;
            case ["group", var name, var count, .. { Length: >= 1 } members]:
                AddGroup(name, count, members);
                break;
            case ["quorum", var name]:
                SetQuorum(name);
                break;
            default:
                throw new FormatException(
                    "It is none of: log vkey [url]; witness name vkey [url]; group name any|all|k member…; quorum name|none."
                );
        }
    }

    private void AddLog(VerifierKey key)
    {
        if (key.Type != KeyType.Ed25519)
            throw new FormatException($"The key of {key.Name} is not a log's.");
        if (_logs.Any(l => SameKey(l, key)))
            throw new FormatException($"The key of {key.Name} stands there twice.");
        _logs.Add(key);
    }

    // Policies of other programs give a witness's bare Ed25519 key; what it makes is a cosignature all the same.
    private void AddWitness(string name, VerifierKey given, string? url)
    {
        var key =
            given.Type == KeyType.Ed25519
                ? new(given.Name, KeyType.Ed25519Cosignature, given.PublicKey.AsSpan())
                : given;
        if (_witnesses.Any(w => SameKey(w.Key, key)))
            throw new FormatException($"The key of {key.Name} stands there twice.");
        Define(name);
        _witnesses.Add(new(name, key, url));
    }

    private void AddGroup(string name, string count, string[] members)
    {
        foreach (var member in members)
        {
            if (!_names.Contains(member))
                throw new FormatException($"No line above it defines {member}.");
            if (!_members.Add(member))
                throw new FormatException($"{member} is a member already: each counts in one group, once.");
        }

        Define(name);
        _groups.Add(name, new(Threshold(count, members.Length), [.. members]));
    }

    private void SetQuorum(string name)
    {
        if (_quorum is not null)
            throw new FormatException("It is the second quorum line.");
        if (name != WitnessPolicy.NoQuorum && !_names.Contains(name))
            throw new FormatException($"No line above it defines {name}.");
        _quorum = name;
    }

    private void Define(string name)
    {
        if (Reserved.Contains(name))
            throw new FormatException($"{name} is no name: the word has a meaning.");
        if (!_names.Add(name))
            throw new FormatException($"{name} is defined already.");
    }

    private static int Threshold(string count, int members) =>
        count switch
        {
            "any" => 1,
            "all" => members,
            _ when int.TryParse(count, NumberStyles.None, null, out var k) && k >= 1 && k <= members => k,
            _ => throw new FormatException($"{count} is not any, all or a number from 1 to {members}."),
        };

    private static bool SameKey(VerifierKey one, VerifierKey other) =>
        one.PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan());
}
