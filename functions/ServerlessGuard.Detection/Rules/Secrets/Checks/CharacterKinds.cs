namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

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
