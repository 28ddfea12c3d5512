using System.Collections.Frozen;

namespace ServerlessGuard.Detection.Views;

/// <summary>Recognises the prefix of a secret in a word that was turned round or rotated by 13 letters.</summary>
internal sealed class Turned
{
    // Shorter prefixes occur in words by chance.
    private const int PrefixLength = 4;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _prefixes;

    private readonly bool[] _begins = new bool[128 * 128]; // the first two units of a prefix, in either case

    public Turned(IEnumerable<CompiledRule> rules)
    {
        var prefixes = rules.Where(IsStrong)
            .SelectMany(static rule => ((Anchor.Prefix)rule.Rule.Anchor).Literals)
            .Select(static literal => literal[..PrefixLength])
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _prefixes = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in prefixes)
        {
            foreach (var form in (string[])[prefix, prefix.ToUpperInvariant(), prefix.ToLowerInvariant()])
            {
                _begins[Pair(form[0], form[1])] = true;
            }
        }
    }

    /// <summary>Whether a rule's secrets are known by a prefix alone.</summary>
    public static bool IsStrong(CompiledRule rule) => rule.StandsOut
        && rule.Rule is { Category: FindingCategory.Secret, LabelCheck: null, Anchor: Anchor.Prefix prefix }
        && prefix.Literals.All(static literal => literal.Length >= PrefixLength);

    /// <summary>The word read from its end, where that begins as a secret does.</summary>
    public bool TryReverse(ReadOnlySpan<char> word, Span<char> result)
    {
        if (!_begins[Pair(word[^1], word[^2])])
        {
            return false;
        }

        word.CopyTo(result);
        result[..word.Length].Reverse();
        return _prefixes.Contains(result[..PrefixLength]);
    }

    /// <summary>The word with each letter moved by 13, where it then begins as a secret does.</summary>
    public bool TryRotate(ReadOnlySpan<char> word, Span<char> result)
    {
        if (!_begins[Pair(Rotate(word[0]), Rotate(word[1]))])
        {
            return false;
        }

        for (var at = 0; at < word.Length; at++)
        {
            result[at] = Rotate(word[at]);
            if (at == PrefixLength - 1 && !_prefixes.Contains(result[..PrefixLength]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Pair(char first, char second) => ((first & 127) * 128) + (second & 127);

    private static char Rotate(char unit)
    {
        var first = char.IsAsciiLetterLower(unit) ? 'a' : 'A';
        return char.IsAsciiLetter(unit) ? (char)(first + ((unit - first + 13) % 26)) : unit;
    }
}
