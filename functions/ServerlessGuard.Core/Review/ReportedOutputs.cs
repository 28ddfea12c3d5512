using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
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
public sealed class ReportedOutputs
{
    /// <summary>The longest output or input, in UTF-16 units.</summary>
    public const int LongestText = 1_000_000;

    private const string Seen = "cases-reported";

    private readonly ICases _cases;
    private readonly IContentGuard _guard;
    private readonly IContentStore _contents;
    private readonly CaseFindings _findings;
    private readonly Novelty _novelty;
    private readonly Sampling _sampling;
    private readonly ReviewMarks _marks;
    private readonly IAuditLog _audit;
    private readonly IDocumentStore _documents;
    private readonly TimeProvider _clock;

    internal ReportedOutputs(ICases cases, IContentGuard guard, IContentStore contents, CaseFindings findings, Novelty novelty, Sampling sampling, ReviewMarks marks, IAuditLog audit, IDocumentStore documents, TimeProvider clock)
    {
        (_cases, _guard, _contents, _findings, _novelty, _sampling) = (cases, guard, contents, findings, novelty, sampling);
        (_marks, _audit, _documents, _clock) = (marks, audit, documents, clock);
    }

    /// <summary>Throws <see cref="StoreUnavailableException"/> when a store is down: the output is then not to be used.</summary>
    public async ValueTask<ReportedResult> InspectAsync(ReportedOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        var tier = output.Policy.Tiers[output.Application.Tier];

        // Bound to the text too: one id must not let a second text pass without an entry of its own.
        var interaction = "reported-" + (await _marks.OfAsync("reported", $"{output.Application.Id}\n{output.Id}", Encoding.UTF8.GetBytes(output.Output), cancellationToken))[..40];
        var tally = new Tally();
        var plan = RedactionPlan.For(tier.Output);
        var inspected = _guard.OpenWithoutVault().Inspect(output.Output, null, plan);
        tally.Count(inspected.Findings);
        var risk = await RiskOfAsync(output, tally, cancellationToken);
        if (tally.Verdict is not Verdict.Block && risk > tier.Review.HoldAbove)
        {
            tally.Add(new Verdict.Hold([Risk.HoldReason]));
        }

        var (verdict, enforced) = (tally.Verdict, tier.Enforce == EnforceMode.Enforce);
        await SealAsync(output, tier, interaction, cancellationToken);
        var held = enforced && verdict is Verdict.Hold;
        var sampled = enforced && verdict is Verdict.Allow or Verdict.Redact && await _sampling.IsSampledAsync(interaction, tier, cancellationToken);
        if (held || sampled)
        {
            await OpenAsync(output, tier, interaction, verdict, risk, sampled, cancellationToken);
        }

        await RecordAsync(output, tier, interaction, tally, risk, held, cancellationToken);
        var text = !enforced ? output.Output : verdict is Verdict.Allow or Verdict.Redact ? inspected.Text : null;
        return new ReportedResult(interaction, verdict, text, held ? interaction : null);
    }

    private async ValueTask<double> RiskOfAsync(ReportedOutput output, Tally tally, CancellationToken cancellationToken)
    {
        var traits = tally.Kinds.Keys.Select(static kind => "found~" + kind).Append("model~" + (output.Model ?? "none"));
        var isNovel = await _novelty.IsNovelAsync(output.Application.Id, traits, cancellationToken);
        return Risk.Of([], tally.Categories, [], isNovel);
    }

    /// <summary>Its content stands beside that of the gateway's interactions, for as long as the tier says.</summary>
    private async ValueTask SealAsync(ReportedOutput output, TierPolicy tier, string interaction, CancellationToken cancellationToken)
    {
        var terms = new ContentTerms(output.Application.Id, tier.Id, _clock.GetUtcNow() + tier.Retain.Content);
        await _contents.PutAsync(interaction, "answer", Encoding.UTF8.GetBytes(output.Output), terms, cancellationToken);
        if (output.Input is { } input)
        {
            await _contents.PutAsync(interaction, "request", Encoding.UTF8.GetBytes(input), terms, cancellationToken);
        }
    }

    private async ValueTask OpenAsync(ReportedOutput output, TierPolicy tier, string interaction, Verdict verdict, double risk, bool isSample, CancellationToken cancellationToken)
    {
        // What is held is shown; the rest as the tier has it.
        var session = _guard.OpenWithoutVault();
        var answer = new JsonObject { [AnswerPlaces.PlainText] = session.Inspect(output.Output, null, RedactionPlan.For(tier.Output).WithoutHolds()).Text };
        var asked = output.Input is null ? null : session.Inspect(output.Input, null, RedactionPlan.For(tier.Input).WithoutHolds()).Text;
        var content = new CaseContent
        {
            Protocol = AnswerPlaces.PlainText,
            Context = asked is null ? [] : [new CaseText("context0", "user", asked, _findings.In(asked))],
            Texts = [.. AnswerPlaces.Of(AnswerPlaces.PlainText, answer).Select(place => new CaseText(place.Path, place.Role, place.Read(), _findings.In(place.Read())))],
            Answer = answer,
            Actions = tier.Output,
        };
        await _cases.OpenAsync(
            new NewCase
            {
                Id = interaction,
                Kind = CaseKind.Reported,
                IsSample = isSample,
                Subject = output.Model ?? output.Application.Id,
                Application = output.Application.Id,
                Tier = tier.Id,
                Caller = output.Caller,
                Interaction = interaction,
                PolicyRevision = output.Policy.RevisionId,
                Reasons = isSample ? ["review.sample", .. verdict.Reasons] : verdict.Reasons,
                Risk = isSample ? risk : Math.Max(risk, 0.5),
                Content = content.ToBytes(),
            },
            cancellationToken);
    }

    /// <summary>One entry, however often it is reported.</summary>
    private async ValueTask RecordAsync(ReportedOutput output, TierPolicy tier, string interaction, Tally tally, double risk, bool held, CancellationToken cancellationToken)
    {
        if (await _documents.GetAsync(Seen, interaction, cancellationToken) is not null)
        {
            return;
        }

        var facts = new Dictionary<string, string>
        {
            ["risk"] = risk.ToString("0.00", CultureInfo.InvariantCulture),
            ["enforce"] = tier.Enforce == EnforceMode.Enforce ? "enforce" : "observe",
        };
        if (tally.Verdict.Reasons.Count > 0)
        {
            facts["reasons"] = string.Join(',', tally.Verdict.Reasons);
        }

        if (held)
        {
            facts["case"] = interaction;
        }

        await _audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.OutputReported,
                Time = _clock.GetUtcNow(),
                Actor = output.Caller,
                Interaction = interaction,
                Application = output.Application.Id,
                Tier = tier.Id,
                PolicyRevision = output.Policy.RevisionId,
                Verdict = tally.Verdict.Name,
                Findings = tally.Kinds.ToDictionary(static kind => "output." + kind.Key, static kind => kind.Value),
                Facts = facts,
            },
            cancellationToken);
        await _documents.CreateAsync(Seen, interaction, ReadOnlyMemory<byte>.Empty, _clock.GetUtcNow() + tier.Retain.Content, cancellationToken);
    }
}

/// <summary>What the guard makes of a reported output.</summary>
/// <param name="Text">What may be used: the output, redacted where the tier says so; null when it is held or blocked.</param>
/// <param name="Case">The case when it is held.</param>
public sealed record ReportedResult(string Interaction, Verdict Verdict, string? Text, string? Case)
{
    public override string ToString() => $"ReportedResult {{ {Interaction} {Verdict.Name} }}";
}
