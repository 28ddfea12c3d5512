namespace ServerlessGuard.Core.Markup.Plots;

/// <summary>
/// The style sheet of all plots. The page defines its colours as variables: <c>--ink</c>, <c>--soft</c>, <c>--line</c> and
/// <c>--sheet</c>, and one for each tone.
/// </summary>
public static class PlotStyle
{
    public static StyleSheet Sheet { get; } = StyleSheet.Of("""
        .plot figcaption { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; margin-bottom: .5rem; }
        .plot h2, .plot h3 { margin: 0; }
        .plot svg { width: 100%; height: auto; display: block; overflow: visible; }
        .plot .grid { stroke: var(--line); stroke-width: 1; }
        .plot .tick { stroke: var(--line); stroke-width: 1; stroke-dasharray: 2 4; }
        .plot .limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 4; }
        .plot text { font: 11px system-ui, -apple-system, "Segoe UI", "Inter", "Liberation Sans", "DejaVu Sans", sans-serif; }
        .plot .axis { fill: var(--soft); }
        .plot .lane { fill: var(--ink); }
        .tone-good { --tone: var(--good); }
        .tone-changed { --tone: var(--changed); }
        .tone-waiting { --tone: var(--waiting); }
        .tone-bad { --tone: var(--bad); }
        .tone-second { --tone: var(--second); }
        .tone-third { --tone: var(--third); }
        .tone-neutral { --tone: var(--neutral); }
        .plot rect, .plot circle { fill: var(--tone); }
        .plot .ring { fill: var(--sheet); stroke: var(--soft); stroke-width: 2; }
        .plot .cross { fill: none; stroke: var(--tone); stroke-width: 3; stroke-linecap: round; }
        .plot .line { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round; }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem .9rem; list-style: none; margin: 0; padding: 0; font-size: .82rem; color: var(--soft); }
        .swatch { display: inline-block; width: .7em; height: .7em; border-radius: 2px; margin-right: .35em; background: var(--tone); }
        .numbers { font-size: .85rem; margin-top: .35rem; }
        .numbers summary { color: var(--soft); cursor: pointer; }
        .numbers .scroll { max-height: 16rem; overflow: auto; }
        .numbers th, .numbers td { padding: .15rem .5rem; border-bottom: 1px solid var(--line); font-weight: 400; text-align: left; }
        .numbers .number { text-align: right; font-variant-numeric: tabular-nums; }

        """);

    internal static string Class(PlotTone tone) => tone switch
    {
        PlotTone.Good => "tone-good",
        PlotTone.Changed => "tone-changed",
        PlotTone.Waiting => "tone-waiting",
        PlotTone.Bad => "tone-bad",
        PlotTone.Second => "tone-second",
        PlotTone.Third => "tone-third",
        _ => "tone-neutral",
    };
}
