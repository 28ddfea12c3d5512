using System.Text;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Inspects and routes outputs of applications that are not behind the gateway, as the gateway would: same rules, same
/// risk, same cases; its content is sealed and its entry written before the verdict is given. Thread-safe.
/// </summary>
public sealed class ReportedOutputs(
    IContentGuard guard, IContentStore contents, Novelty novelty, Sampling sampling, ReviewFingerprints marks, ReportedCases cases,
    ReportedEntries entries, TimeProvider clock)
{
    /// <summary>The longest output or input, in UTF-16 units.</summary>
    public const int LongestText = 1_000_000;

    /// <summary>Throws <see cref="StoreUnavailableException"/> when a store is down: the output is then not to be used.</summary>
    public async ValueTask<ReportedResult> InspectAsync(ReportedOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        var tier = output.Policy.TierOf(output.Application);

        // Bound to the text too: one id must not let a second text pass without an entry of its own.
        var interaction = "reported-" + (await marks.OfAsync(
            "reported", $"{output.Application.Id}\n{output.Id}", Encoding.UTF8.GetBytes(output.Output), cancellationToken))[..40];
        var counts = new FindingCounts();
        var plan = RedactionPlan.For(tier.Output);
        var inspected = guard.OpenWithoutVault().Inspect(output.Output, null, plan);
        counts.Count(inspected.Findings);
        var risk = await RiskOfAsync(output, counts, cancellationToken);
        if (counts.Verdict is not Verdict.Block && risk > tier.Review.HoldAbove)
        {
            counts.Add(new Verdict.Hold([Risk.HoldReason]));
        }

        var (verdict, enforced) = (counts.Verdict, tier.Enforce == EnforceMode.Enforce);
        await SealAsync(output, tier, interaction, cancellationToken);
        var held = enforced && verdict is Verdict.Hold;
        var sampled = enforced
            && verdict is Verdict.Allow or Verdict.Redact
            && await sampling.IsSampledAsync(interaction, tier, cancellationToken);
        if (held || sampled)
        {
            await cases.OpenAsync(output, tier, interaction, verdict, risk, sampled, cancellationToken);
        }

        await entries.RecordAsync(output, tier, interaction, counts, risk, held, cancellationToken);
        var text = !enforced ? output.Output : verdict is Verdict.Allow or Verdict.Redact ? inspected.Text : null;
        return new ReportedResult(interaction, verdict, text, held ? interaction : null);
    }

    private async ValueTask<double> RiskOfAsync(ReportedOutput output, FindingCounts counts, CancellationToken cancellationToken)
    {
        var traits = counts.Kinds.Keys.Select(static kind => "found~" + kind).Append("model~" + (output.Model ?? "none"));
        var isNovel = await novelty.IsNovelAsync(output.Application.Id, traits, cancellationToken);
        return Risk.Of([], counts.Categories, [], isNovel);
    }

    /// <summary>Its content is beside that of the gateway's interactions, for as long as the tier says.</summary>
    private async ValueTask SealAsync(ReportedOutput output, TierPolicy tier, string interaction, CancellationToken cancellationToken)
    {
        var terms = new ContentTerms(output.Application.Id, tier.Id, clock.GetUtcNow() + tier.Retain.Content);
        await contents.PutAsync(interaction, "answer", Encoding.UTF8.GetBytes(output.Output), terms, cancellationToken);
        if (output.Input is { } input)
        {
            await contents.PutAsync(interaction, "request", Encoding.UTF8.GetBytes(input), terms, cancellationToken);
        }
    }
}

/// <summary>The guard's decision on a reported output.</summary>
/// <param name="Text">The usable text: the output, redacted where the tier says so; null when it is held or blocked.</param>
/// <param name="Case">The case when it is held.</param>
public sealed record ReportedResult(string Interaction, Verdict Verdict, string? Text, string? Case)
{
    public override string ToString() => $"ReportedResult {{ {Interaction} {Verdict.Name} }}";
}
