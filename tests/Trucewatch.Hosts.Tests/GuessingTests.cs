using Trucewatch.Record;

namespace Trucewatch.Hosts.Tests;

/// <summary>T13: digests guessed. Random salts stop it; a replay's salts are derived, and its values are no secrets.</summary>
public sealed class GuessingTests
{
    private static readonly string[] Guesses = ["Olyka", "Lutsk", "Kovel"];

    [Fact]
    public void With_a_random_salt_a_guessed_value_cannot_be_confirmed()
    {
        var digest = Disclosure.Digest(new Field("place", Salts.Random(), Jcs.Quote("Olyka"), "SOURCE"));

        Assert.DoesNotContain(digest, Guesses.Select(g => Digest(g, Salts.Random())));
        Assert.DoesNotContain(
            digest,
            Guesses.Select(g => Digest(g, Salts.Derive("trucewatch.example/x/LIVE", "note|1", "place")))
        );
    }

    [Fact]
    public void With_a_derived_salt_it_can_so_a_replay_hides_nothing_for_ever()
    {
        var salt = Salts.Derive("trucewatch.example/easter-2025/REPLAY", "note|1", "place");

        Assert.Equal(Digest("Olyka", salt), Guesses.Select(g => Digest(g, salt)).First());
        Assert.Contains(
            Digest("Olyka", Salts.Derive("trucewatch.example/easter-2025/REPLAY", "note|1", "place")),
            Guesses.Select(g => Digest(g, salt))
        );
    }

    private static string Digest(string text, System.Collections.Immutable.ImmutableArray<byte> salt) =>
        Disclosure.Digest(new Field("place", salt, Jcs.Quote(text), "SOURCE"));
}
