using System.Text.Json.Nodes;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Review;

/// <summary>The cases of reported outputs.</summary>
public sealed class ReportedCases(ICaseOpener cases, IContentGuard guard, CaseFindings findings)
{
    /// <summary>Opens the case of one that is held, or sampled. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask OpenAsync(
        ReportedOutput output, TierPolicy tier, string interaction, Verdict verdict, double risk, bool isSample,
        CancellationToken cancellationToken)
    {
        // Held values are shown; the tier's actions apply to the others.
        var session = guard.OpenWithoutVault();
        var (input, shown) = (RedactionPlan.For(tier.Input).WithoutHolds(), RedactionPlan.For(tier.Output).WithoutHolds());
        var answer = new JsonObject
        {
            [ReviewableFields.PlainText] = session.Inspect(output.Output, null, shown).Text
        };
        var asked = output.Input is null ? null : session.Inspect(output.Input, null, input).Text;
        var content = new CaseContent
        {
            Protocol = ReviewableFields.PlainText,
            Context = asked is null ? [] : [new CaseText("context0", "user", asked, findings.In(asked, input))],
            Texts = [.. ReviewableFields.Of(ReviewableFields.PlainText, answer)
                .Select(place => new CaseText(place.Path, place.Role, place.Read(), findings.In(place.Read(), shown)))],
            Answer = answer,
            Actions = tier.Output,
        };
        await cases.OpenAsync(
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
}
