namespace ServerlessGuard.Detection.Views;

/// <summary>
/// A text with its escapes decoded, and those that only then show: <c>\u005cu0034</c> is an escape that a string in a string holds.
/// Each layer maps onto the one below. Reused; not thread-safe.
/// </summary>
internal sealed class UnescapedText
{
    private readonly NormalisedText[] _layers = [new(), new(), new()];
    private int _depth = 1;

    /// <summary>Whether an escape stands for a letter or digit.</summary>
    public bool HasWords { get; private set; }

    /// <summary>Decodes a text, up to an escape that more text would complete. Linear.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<char> text, bool isLast)
    {
        (_depth, HasWords) = (0, false);
        var more = true;
        while (more && _depth < _layers.Length)
        {
            var layer = _layers[_depth++];
            var read = Escapes.Decode(text, isLast, layer, out var hasWords, out more);
            HasWords |= hasWords;
            text = layer.Of(text[..read]);
        }

        return text;
    }

    /// <summary>Takes a text as it is.</summary>
    public void SetIdentity(int length)
    {
        (_depth, HasWords) = (1, false);
        _layers[0].SetIdentity(length);
    }

    public bool IsCluster(int unit)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (_layers[i].IsCluster(unit))
            {
                return true;
            }

            unit = _layers[i].OriginalStart(unit);
        }

        return false;
    }

    public int OriginalStart(int unit)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            unit = _layers[i].OriginalStart(unit);
        }

        return unit;
    }

    public int OriginalEnd(int unit)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            unit = _layers[i].OriginalEnd(unit) - 1;
        }

        return unit + 1;
    }

    public int FirstAtOrAfter(int original)
    {
        for (var i = 0; i < _depth; i++)
        {
            original = _layers[i].FirstAtOrAfter(original);
        }

        return original;
    }
}
