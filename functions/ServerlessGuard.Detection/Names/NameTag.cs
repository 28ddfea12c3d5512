namespace ServerlessGuard.Detection.Names;

/// <summary>Labels of the tagger: outside, then the first and the following tokens of each kind.</summary>
internal static class NameTag
{
    public const int Outside = 0;

    public const int Count = 7;

    /// <summary>Kinds by index: labels 1 and 2 are of kind 0, and so on.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["person", "organisation", "location"];

    public static int First(int kind) => 1 + (2 * kind);

    public static int Next(int kind) => 2 + (2 * kind);

    public static int KindOf(int tag) => (tag - 1) / 2;

    public static bool IsNext(int tag) => tag > 0 && tag % 2 == 0;

    /// <summary>Whether <paramref name="to"/> may follow: what continues must have begun as the same kind.</summary>
    public static bool MayFollow(int from, int to) => !IsNext(to) || (from > 0 && KindOf(from) == KindOf(to));
}
