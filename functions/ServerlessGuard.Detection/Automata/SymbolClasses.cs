namespace ServerlessGuard.Detection.Automata;

/// <summary>Symbols that every set treats alike share a class, so that tables have few columns.</summary>
internal static class SymbolClasses
{
    /// <param name="sets">Per set, whether it has each symbol.</param>
    public static (byte[] Classes, int Count) Of(bool[][] sets)
    {
        var classes = new byte[SymbolMap.Count];
        var count = 1;
        Span<int> split = stackalloc int[2 * SymbolMap.Count];
        foreach (var set in sets)
        {
            split.Clear();
            count = 0;
            for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
            {
                ref var id = ref split[(2 * classes[symbol]) + (set[symbol] ? 1 : 0)];
                id = id == 0 ? ++count : id;
                classes[symbol] = (byte)(id - 1);
            }
        }

        return (classes, count);
    }
}
