using System.Buffers;

namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

/// <summary>Whether a value looks like a credential somebody generated or chose, and not like a word, a name or a stand-in.</summary>
internal static class SecretShape
{
    private static readonly SearchValues<char> Masks = SearchValues.Create("*xX#.");

    private static readonly SearchValues<char> NameUnits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Not a stand-in such as <c>xxxx</c>, <c>your-key-here</c> or the vendor's published example.</summary>
    public static bool NotPlaceholder(ReadOnlySpan<char> value) => !Placeholder.Is(value);

    public static bool HasDigitAndLetter(ReadOnlySpan<char> value) =>
        value.IndexOfAnyInRange('0', '9') >= 0 && value.ContainsAnyInRange('A', 'z') && !Placeholder.Is(value);

    /// <summary>Of a format whose body may be cut by punctuation: long enough to hold a key.</summary>
    public static bool LongEnough(ReadOnlySpan<char> value) => value.Length >= 24 && HasDigitAndLetter(value);

    /// <summary>Generated without doubt: digits among letters, or both cases, high entropy, no words.</summary>
    public static bool MixedRandom(ReadOnlySpan<char> value)
    {
        var kinds = CharacterKinds.Of(value);
        return (kinds.Digits >= 2 || (kinds.Upper >= 3 && kinds.Lower >= 3))
            && kinds.Upper + kinds.Lower >= 3
            && Entropy.BitsPerCharacter(value) >= 3
            && !Wording.IsWordy(value)
            && !Placeholder.Is(value);
    }

    /// <summary>Generated, by its length: words do not continue for so long without a space.</summary>
    public static bool LongRandom(ReadOnlySpan<char> value) => !Placeholder.Is(value) && !IsReference(value) && Entropy.BitsPerCharacter(value) >= 3.5;

    /// <summary>Likely generated; enough where the text says that a credential is assigned.</summary>
    public static bool Assigned(ReadOnlySpan<char> value)
    {
        if (value.Length < 7
            || Placeholder.Is(value)
            || value[^1] is '(' or '.'
            || IsReference(value)
            || IsSetting(value)
            || Entropy.BitsPerCharacter(value) < 2.4)
        {
            return false;
        }

        var kinds = CharacterKinds.Of(value);
        if (kinds.Upper + kinds.Lower == 0)
        {
            return value.Length >= 15 && kinds.Digits >= 15;
        }

        return kinds.Digits > 0
            ? (kinds.Digits * 5 >= value.Length || value.Length >= 16) && !Wording.IsWordy(value)
            : (value.Length >= 16 || (value.Length >= 10 && CaseTransitions(value) >= 5)) && !Wording.IsWordy(value);
    }

    /// <summary>Very likely generated; enough behind a mere word such as "token" or a vendor's name.</summary>
    public static bool Named(ReadOnlySpan<char> value)
    {
        if (value.Length < 14
            || Placeholder.Is(value)
            || value[^1] is '(' or '.'
            || IsReference(value)
            || IsSetting(value)
            || Entropy.BitsPerCharacter(value) < 2.5)
        {
            return false;
        }

        var kinds = CharacterKinds.Of(value);
        if (kinds.Upper + kinds.Lower == 0)
        {
            return kinds.Digits >= 22;
        }

        return kinds.Digits >= 2 ? !Wording.IsWordy(value) : kinds.Digits == 0 && value.Length >= 20 && !Wording.IsWordy(value);
    }

    /// <summary>As <see cref="Named"/>, and no UUID: those are mostly identifiers.</summary>
    public static bool NamedButNoUuid(ReadOnlySpan<char> value) => !Guid.TryParseExact(value, "D", out _) && Named(value);

    /// <summary>Says where a value is, or what it was made from, and is none: a URL, a path, an ARN, a time, a digest, a public key.</summary>
    private static bool IsReference(ReadOnlySpan<char> value) =>
        value.Contains("://", StringComparison.Ordinal)
        || value.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("ssh-", StringComparison.Ordinal)
        || value.StartsWith("AAAAB3NzaC1", StringComparison.Ordinal)
        || value.StartsWith("AAAAC3NzaC1", StringComparison.Ordinal)
        || IsPublicKey(value)
        || IsDigest(value)
        || IsTime(value)
        || FileName.EndsAsOne(value);

    // The opening of SubjectPublicKeyInfo in base 64 (RFC 5280; RFC 8410 for Ed25519).
    private static bool IsPublicKey(ReadOnlySpan<char> value) =>
        value.StartsWith("MIIBIjANBg", StringComparison.Ordinal) || value.StartsWith("MIICIjANBg", StringComparison.Ordinal)
        || value.StartsWith("MCowBQYDK2V", StringComparison.Ordinal) || value.StartsWith("MFkwEwYHKoZI", StringComparison.Ordinal);

    private static bool IsDigest(ReadOnlySpan<char> value)
    {
        var sign = value.IndexOfAny('-', ':');
        return sign is >= 3 and <= 7 && value[..sign].ToString().ToLowerInvariant() is "md5" or "sha1" or "sha224" or "sha256" or "sha384" or "sha512" or "crc32";
    }

    private static bool IsTime(ReadOnlySpan<char> value) =>
        value.Length >= 10 && value[4] == '-' && value[7] == '-' && !value[..4].ContainsAnyExceptInRange('0', '9');

    private static int CaseTransitions(ReadOnlySpan<char> value)
    {
        var changes = 0;
        for (var i = 1; i < value.Length; i++)
        {
            changes += char.IsAsciiLetterLower(value[i - 1]) && char.IsAsciiLetterUpper(value[i]) ? 1 : 0;
        }

        return changes;
    }

    /// <summary>
    /// A value where a password must stand, in quotes or alone: with spaces in it only if it is no phrase, and without a digit or
    /// a sign only if it is no word.
    /// </summary>
    public static bool PasswordInPair(ReadOnlySpan<char> value) =>
        Password(value) && !IsReference(value) && (HasDigitOrSign(value) || !Wording.IsWordy(value)) && !(value.Contains(' ') && Wording.IsWordy(value));

    /// <summary>A password in quotes: also a word, but no phrase, and nothing that forms and their validation say there.</summary>
    public static bool QuotedPassword(ReadOnlySpan<char> value) =>
        Password(value) && !IsReference(value) && !(value.Contains(' ') && Wording.IsWordy(value)) && !FormWords.Is(value);

    private static bool HasDigitOrSign(ReadOnlySpan<char> value)
    {
        var kinds = CharacterKinds.Of(value);
        return kinds.Digits > 0 || value.Length - kinds.Lower - kinds.Upper - value.Count('_') - value.Count('.') - value.Count('-') - value.Count(' ') > 0;
    }

    /// <summary>A password in quotes or in an environment line: anything that is no stand-in, reference or expression.</summary>
    public static bool Password(ReadOnlySpan<char> value) =>
        value.Length >= 4 && !Placeholder.Is(value) && value[^1] is not ('(' or '.') && Entropy.BitsPerCharacter(value) >= 1.5;

    /// <summary>A password without quotes: a digit or a sign distinguishes it from a name.</summary>
    public static bool BarePassword(ReadOnlySpan<char> value)
    {
        if (value[^1] is ':' or '!' or '?' && (value[^1] == ':' || FormWords.Is(value[..^1])) && !value[..^1].ContainsAnyInRange('0', '9'))
        {
            return false; // "the password is below:", "the password is wrong!"
        }

        var kinds = CharacterKinds.Of(value);
        var signs = value.Length - kinds.Digits - kinds.Lower - kinds.Upper - value.Count('_') - value.Count('.') - value.Count('-');
        return Password(value)
            && value.Length >= 6
            && (kinds.Digits > 0 || signs > 0)
            && kinds.Lower + kinds.Upper > 0
            && value.IndexOf("://", StringComparison.Ordinal) < 0
            && !(value.Contains('.') && signs == 0 && Wording.IsWordy(value));
    }

    /// <summary>
    /// A password alone on the line below its name, and not the next setting (<c>HOST=db1</c>, <c>min_length: 8</c>).
    /// </summary>
    public static bool PasswordBelow(ReadOnlySpan<char> line)
    {
        var value = line.TrimEnd(" \t");
        return !value.ContainsAny(' ', '\t')
            && value[0] is not ('#' or '/' or '|' or '-' or '=' or '+')
            && !value.EndsWith(":", StringComparison.Ordinal)
            && !IsSetting(value)
            && !IsReference(value)
            && BarePassword(value);
    }

    /// <summary>As <see cref="PasswordBelow"/>, where no sign says that a value follows.</summary>
    public static bool MixedPasswordBelow(ReadOnlySpan<char> line) => PasswordBelow(line) && MixedPassword(line.TrimEnd(" \t"));

    /// <summary>Of several kinds of characters, as only a password is: for places where other words stand as well.</summary>
    public static bool MixedPassword(ReadOnlySpan<char> value)
    {
        var kinds = CharacterKinds.Of(value);
        var signs = value.Length - kinds.Digits - kinds.Lower - kinds.Upper - value.Count('_') - value.Count('.') - value.Count('-');
        var different = (kinds.Digits > 0 ? 1 : 0) + (kinds.Lower > 0 ? 1 : 0) + (kinds.Upper > 0 ? 1 : 0) + (signs > 0 ? 1 : 0);
        return value.Length >= 8 && BarePassword(value) && (different == 4 || (different == 3 && !Wording.IsWordy(value)));
    }

    // "HOST=db1": a name, a sign, and its value. Padding of base 64 comes at the end alone.
    private static bool IsSetting(ReadOnlySpan<char> value)
    {
        var sign = value.IndexOf('=');
        return sign > 1
            && sign + 1 < value.Length
            && value[sign + 1] != '='
            && char.IsAsciiLetter(value[0])
            && !value[..sign].ContainsAnyExcept(NameUnits)
            && (Wording.IsWordy(value[..sign]) || !value[..sign].ContainsAnyInRange('0', '9'));
    }

    /// <summary>Not a variable, an expression or a mask; whatever else it is, it is where a password must.</summary>
    public static bool NotReference(ReadOnlySpan<char> value) =>
        value[0] is not ('$' or '<' or '{' or '%' or '(' or '[' or '*') && value.IndexOf("${", StringComparison.Ordinal) < 0 && value.ContainsAnyExcept(Masks);

    /// <summary>A password after a user on a command line, and not a group id or a port.</summary>
    public static bool CommandPassword(ReadOnlySpan<char> value) => NotReference(value) && value.ContainsAnyExceptInRange('0', '9');
}

/// <summary>How many ASCII digits, small and capital letters a value holds.</summary>
internal readonly record struct CharacterKinds(int Digits, int Lower, int Upper)
{
    public static CharacterKinds Of(ReadOnlySpan<char> value)
    {
        var (digits, lower, upper) = (0, 0, 0);
        foreach (var unit in value)
        {
            digits += char.IsAsciiDigit(unit) ? 1 : 0;
            lower += char.IsAsciiLetterLower(unit) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(unit) ? 1 : 0;
        }

        return new CharacterKinds(digits, lower, upper);
    }
}

/// <summary>Shannon entropy: how evenly characters are spread. Tells random keys from words and placeholders.</summary>
internal static class Entropy
{
    /// <summary>Bits per character, 0 for an empty value. Characters above U+007F count as one.</summary>
    public static double BitsPerCharacter(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[129];
        counts.Clear();
        foreach (var c in value)
        {
            counts[Math.Min(c, (char)128)]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits;
    }
}
