using System.Globalization;

namespace ServerlessGuard.Core.Policies;

/// <summary>A policy in plain English, sentence by sentence.</summary>
internal static class PolicyDescriber
{
    public static IEnumerable<string> For(GuardPolicy policy, ApplicationPolicy application, TierPolicy tier)
    {
        yield return $"{application.Id} is in tier {tier.Id}; {List(application.Callers)} may call as it.";
        if (tier.Enforce is EnforceMode.Observe)
        {
            yield return "The tier observes: everything below is decided and recorded as if it were enforced, and every request and answer passes unchanged.";
        }

        foreach (var model in application.Models.Select(m => policy.Models[m]))
        {
            yield return $"It may call the model {model.Id} ({model.Platform}, {(model.Endpoint is { } endpoint ? endpoint.Host : "the host's upstream")}), and no model that is not listed.";
        }

        if (application.Tools.Count == 0)
        {
            yield return "Its models may call no tool.";
        }

        foreach (var tool in application.Tools.Select(t => ToolExplanation.For(application.RulesOf(policy, t)!)))
        {
            yield return Tool(tool);
        }

        if (application.Fields.Count > 0)
        {
            yield return $"Its requests may hold these fields beside the protocol's: {string.Join(", ", application.Fields)}.";
        }

        foreach (var (what, limit) in ((string, RateLimit?)[])[
            ("requests", application.Limits?.Requests), ("tokens", application.Limits?.Tokens)
        ])
        {
            if (limit is { } most)
            {
                yield return $"Each of its callers may use {most.Count} {what} in {PolicyUnits.Show(most.Period)}; then the answer is 429.";
            }
        }

        yield return $"On the way to the model, personal data {Done(tier, tier.Input.Personal)}.";
        yield return $"On the way to the model, a secret {Done(tier, tier.Input.Secrets)}.";
        yield return $"On the way to the model, an injected instruction {Done(tier, tier.Input.Injection)}.";
        if (tier.Input.InjectionAbove is { } above)
        {
            yield return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The injection model is asked too; from a probability of {above:0.##} on its word counts.");
        }

        if (tier.Input.Names || tier.Output.Names)
        {
            yield return $"Names of persons, organisations and places are personal data {Ways(tier.Input.Names, tier.Output.Names)}.";
        }

        foreach (var (kind, action) in tier.Input.Kinds ?? new Dictionary<string, GuardAction>())
        {
            yield return $"On the way to the model, a value of kind {kind} {Done(tier, action)}.";
        }

        foreach (var (kind, action) in tier.Output.Kinds ?? new Dictionary<string, GuardAction>())
        {
            yield return $"In an answer, a value of kind {kind} {Done(tier, action)}.";
        }

        if (policy.Detection.Rules is { Count: > 0 } own)
        {
            yield return $"The policy has {own.Count} rules of its own, of the kinds {string.Join(", ", own.Select(static rule => rule.Kind).Distinct())}.";
        }

        foreach (var left in tier.Input.Detection.Exceptions)
        {
            yield return $"Until {left.Expires:yyyy-MM-dd} the guard leaves {(left.Value is null ? "some values" : "one value")} of {left.Subject}: {left.Reason} ({left.Owner}).";
        }

        if (tier.Input.Dates || tier.Output.Dates)
        {
            yield return $"Plain dates and web addresses are personal data {Ways(tier.Input.Dates, tier.Output.Dates)}.";
        }

        yield return $"In an answer, personal data {Done(tier, tier.Output.Personal)}.";
        yield return $"In an answer, a secret {Done(tier, tier.Output.Secrets)}.";
        yield return $"In an answer, active markup {Done(tier, tier.Output.Markup)}.";
        yield return $"In an answer, the application's own instructions: a finding {Done(tier, tier.Output.Leakage)}.";
        foreach (var sentence in tier.Enforce is EnforceMode.Observe ? Observed(tier) : Enforced(application, tier))
        {
            yield return sentence;
        }

        if (tier.Media is MediaMode.Allow)
        {
            yield return "Pictures, sound and files pass unread, in requests and answers; they are counted as unscanned.";
        }

        if (tier.MaxInspected is { } steps)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"An interaction that needs more than {steps} steps of inspection counts as a failed guard.");
        }

        yield return $"A revision without a valid attestation, or that fails its probes, {Drifted(tier, tier.Rollback.OnUnattested)}; a deployment that the policy does not name {Drifted(tier, tier.Rollback.OnShadow)}.";
        yield return $"A model that turns worse is rolled back within {PolicyUnits.Show(tier.Rollback.RestoreWithin)}; that is drilled every {PolicyUnits.Show(tier.Rollback.DrillEvery)}.";
        if (tier.Rollback.NeedsApproval)
        {
            yield return "A person approves each rollback that the guard wants.";
        }
    }

    private static IEnumerable<string> Enforced(ApplicationPolicy application, TierPolicy tier)
    {
        yield return application.Restore
            ? "Tokens in its answers are turned back into their originals, never in addresses, markup or arguments of tools that send."
            : "Tokens in its answers stay tokens.";
        yield return tier.Stream is StreamMode.Live
            ? "Answers stream live, as they are found clean."
            : "Answers are released whole, after the verdict.";
        yield return Review(tier.Review);
        if (tier.Review.UserConfirms)
        {
            yield return "The end user may confirm a call that is held for the source of its values.";
        }

        if (tier.NeedsTask)
        {
            yield return "A call that writes or sends waits for a person unless the request names a task.";
        }

        if (tier.OnDeniedCall is DeniedCallMode.Continue)
        {
            yield return "Where every call of an answer is denied, the model reads why as the tools' results, and answers again.";
        }

        yield return Kept(tier);
        yield return tier.OnGuardFailure is FailureMode.Closed
            ? "When a guard fails, nothing passes."
            : "When a guard fails, content passes, recorded and alerted as unscanned; when the audit log fails, nothing passes.";
    }

    private static IEnumerable<string> Observed(TierPolicy tier)
    {
        yield return "A call of any tool passes; the record says what would become of it.";
        yield return "No token is made, so none is turned back.";
        yield return "Answers pass as the model sends them; a copy is judged.";
        yield return "Nothing is held for a person, and nothing is sampled.";
        yield return Kept(tier);
        yield return "When a guard fails, content passes, recorded and alerted as unscanned; when the audit log fails, nothing passes.";
    }

    private static string Ways(bool input, bool output) => input && output ? "both ways" : input ? "on the way to the model" : "in an answer";

    private static string Done(TierPolicy tier, GuardAction action) =>
        tier.Enforce is EnforceMode.Observe ? action.ObservedSentence() : action.Sentence();

    private static string Kept(TierPolicy tier) =>
        $"Content is kept {PolicyUnits.Show(tier.Retain.Content)}, proofs {PolicyUnits.Show(tier.Retain.Proofs)}.";

    private static string Tool(ToolExplanation tool)
    {
        var arguments = tool.ArgumentsJudged ? $"arguments outside its schema: {tool.Otherwise}" : "any arguments";
        var limit = tool.Limit is null ? "no limit" : $"at most {tool.Limit}";
        return $"Its models may call the tool {tool.Id} (effect: {tool.Effect}; {arguments}; arguments without a source: {tool.Untrusted}; {limit}).";
    }

    private static string Review(ReviewPolicy review)
    {
        var held = review.HoldAbove < 1
            ? string.Create(CultureInfo.InvariantCulture, $"An answer of a risk above {review.HoldAbove} is held for a person")
            : "An answer is held for a person only where a finding or a tool call says so";
        var people = review.FourEyes ? ", and two must agree" : "";
        var late = review.OnTimeout is GuardAction.Allow ? "released" : "denied";
        var sample = string.Create(CultureInfo.InvariantCulture, $"{review.Sample * 100:0.######}% of released answers are sampled");
        return $"{held}{people}; a case that nobody decides within {PolicyUnits.Show(review.Sla)} is {late}; {sample}.";
    }

    private static string Drifted(TierPolicy tier, DriftAction action) => tier.Enforce is EnforceMode.Observe ? "is alerted" : action switch
    {
        DriftAction.Rollback => "is alerted and rolled back",
        DriftAction.Pause => "is alerted and paused",
        _ => "is alerted",
    };

    private static string List(IReadOnlyList<string> items) => string.Join(", ", items);
}
