namespace ServerlessGuard.SourceGraph;

/// <summary>The graph and the sizes as text.</summary>
public static class GraphReport
{
    /// <returns>1 when rooms need each other, else 0.</returns>
    public static int Write(TextWriter output, SourceTree source, bool causes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(source);
        var arrows = ArrowReader.Read(source);
        var hasCycle = false;
        foreach (var project in source.Files.Select(static file => file.Project).Distinct().Order(StringComparer.Ordinal))
        {
            var graph = RoomGraph.Of(project, source, arrows);
            var cycles = graph.Cycles();
            hasCycle |= cycles.Count > 0;
            WriteMeasures(output, project, SourceMeasures.Of(source.Files.Where(file => file.Project == project)));
            output.WriteLine($"  {graph.Rooms.Count} folders, {graph.ArrowCount} arrows, {cycles.Count} cycles");
            foreach (var room in graph.Rooms)
            {
                output.WriteLine($"    {room} -> {string.Join(' ', graph.From(room))}");
            }

            foreach (var cycle in cycles)
            {
                output.WriteLine($"  cycle: {string.Join(' ', cycle)}");
                WriteCauses(output, graph, cycle, causes);
            }
        }

        WriteMeasures(output, "all", SourceMeasures.Of(source.Files));
        return hasCycle ? 1 : 0;
    }

    private static void WriteMeasures(TextWriter output, string name, SourceMeasures measures)
    {
        output.WriteLine(
            $"{name}: {measures.Files} files, {measures.Lines} lines, median {measures.Median}, p95 {measures.Percentile95}, "
            + $"{measures.Crumbs.Count} under {SourceMeasures.FewestLines}, {measures.TooLong.Count} over {SourceMeasures.MostLines}, "
            + $"{measures.WideConstructors.Count} constructors over {SourceMeasures.MostParameters}");
        foreach (var line in measures.TooLong.Concat(measures.WideConstructors))
        {
            output.WriteLine($"  {line}");
        }
    }

    private static void WriteCauses(TextWriter output, RoomGraph graph, IReadOnlyList<string> cycle, bool causes)
    {
        foreach (var (from, to) in cycle.SelectMany(from => graph.From(from).Where(cycle.Contains).Select(to => (from, to)))
            .Where(_ => causes))
        {
            output.WriteLine($"    {from} -> {to}: {string.Join(", ", graph.Causes(from, to))}");
        }
    }
}
