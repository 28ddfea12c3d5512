using System.Globalization;
using System.Text;

namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>How a detector does on the variation suite of a seed.</summary>
/// <param name="Found">Samples found, of all.</param>
/// <param name="ByFamily">The same by family.</param>
/// <param name="Harmless">Harmless texts flagged.</param>
/// <param name="NearMisses">Near misses flagged as secrets.</param>
/// <param name="Missed">Samples that were not found.</param>
/// <param name="Flagged">Harmless texts and near misses that were flagged.</param>
public sealed record VariationReport(
    Proportion Found,
    IReadOnlyDictionary<string, Proportion> ByFamily,
    IReadOnlyDictionary<string, Proportion> ByKind,
    Proportion Harmless,
    Proportion NearMisses,
    IReadOnlyList<Sample> Missed,
    IReadOnlyList<string> Flagged)
{
    /// <summary>The seed of the suite.</summary>
    public const ulong DefaultSeed = 20261130;

    public static VariationReport Of(Detector detector, double threshold, ulong seed = DefaultSeed)
    {
        var judged = VariationSamples.Make(seed)
            .Select(sample => (Sample: sample, Found: sample.IsFound(detector(sample.Text), threshold)))
            .ToList();
        var harmless = HarmlessTexts.Make(seed).Where(text => HarmlessTexts.IsFlagged(detector(text), threshold)).ToList();
        var near = SecretNearMisses.Make(seed).Where(text => SecretNearMisses.IsFlagged(detector(text), threshold)).ToList();
        return new VariationReport(
            new Proportion(judged.Count(static one => one.Found), judged.Count),
            Group(
                judged,
                static sample => sample.Family.StartsWith("order: ", StringComparison.Ordinal) ? "order in disguise" : sample.Family),
            Group(judged, static sample => sample.Kind),
            new Proportion(harmless.Count, HarmlessTexts.Count),
            new Proportion(near.Count, SecretNearMisses.Count),
            [.. judged.Where(static one => !one.Found).Select(static one => one.Sample)],
            [.. harmless, .. near]);
    }

    /// <summary>The shares by family and kind, and every sample that was judged wrongly.</summary>
    public string Tell()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"found {Percent(Found)}, harmless flagged {Percent(Harmless)}, near misses flagged {Percent(NearMisses)}");
        foreach (var (name, share) in ByFamily.Concat(ByKind))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: {Percent(share)}");
        }

        foreach (var sample in Missed)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {sample.Family}, {sample.Kind}: {sample.Text.ReplaceLineEndings("⏎")}");
        }

        foreach (var flagged in Flagged)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"+ {flagged.ReplaceLineEndings("⏎")}");
        }

        return text.ToString();
    }

    private static SortedDictionary<string, Proportion> Group(List<(Sample Sample, bool Found)> judged, Func<Sample, string> by) => new(
        judged.GroupBy(one => by(one.Sample), StringComparer.Ordinal).ToDictionary(
            static group => group.Key, static group => new Proportion(group.Count(static one => one.Found), group.Count()),
            StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string Percent(Proportion share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0.0}% ({share.Part} of {share.Whole})");
}
