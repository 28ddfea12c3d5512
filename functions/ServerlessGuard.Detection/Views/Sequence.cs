namespace ServerlessGuard.Detection.Views;

/// <summary>A stretch of a text that stands for one character, or for none.</summary>
/// <param name="Start">Its first unit, in UTF-16 units.</param>
/// <param name="End">The first unit behind it.</param>
/// <param name="CodePoint">Its character; <see cref="Nothing"/> for none, <see cref="Open"/> where more text decides.</param>
internal readonly record struct Sequence(int Start, int End, int CodePoint)
{
    public const int Nothing = -1;

    public const int Open = -2;

    public bool IsOpen => CodePoint == Open;
}
