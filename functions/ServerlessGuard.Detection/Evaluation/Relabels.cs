using System.Reflection;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>A row whose own label does not hold.</summary>
internal readonly record struct Relabel(string Label, string Reason);

/// <summary>Rows of the development data that are judged by another label than their own, and why. Only ids; no row's text.</summary>
internal static class Relabels
{
    public static IReadOnlyDictionary<string, Relabel> Secrets { get; } = Load("relabelled-secrets.tsv");

    /// <summary>Harmless texts in which a finding is right (label: the kinds that may be found, with commas).</summary>
    public static IReadOnlyDictionary<string, Relabel> Harmless { get; } = Load("relabelled-harmless.tsv");

    private static Dictionary<string, Relabel> Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, Relabel>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var cells = line.Split('\t', 3);
                rows.Add(cells[0], new Relabel(cells[1], cells[2]));
            }
        }

        return rows;
    }
}
