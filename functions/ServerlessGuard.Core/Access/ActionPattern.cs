namespace ServerlessGuard.Core.Access;

/// <summary>
/// How Azure matches an action against a role's string: case does not matter, and <c>*</c> stands for any characters,
/// slashes too, anywhere. Linear in both.
/// </summary>
public static class ActionPattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> action)
    {
        var (p, a, star, mark) = (0, 0, -1, 0);
        while (a < action.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, a);
            }
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(action[a]))
            {
                p++;
                a++;
            }
            else if (star >= 0)
            {
                // Only the last star can still give way: what matched before it matched as early as it could.
                p = star + 1;
                a = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }
}
