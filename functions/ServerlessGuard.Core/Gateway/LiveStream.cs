using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// A model's stream on its way to the client: each text through a redactor of its own, tool calls withheld until they are
/// whole and judged, log probabilities dropped, unknown texts held until the end. One per interaction, one thread.
/// </summary>
internal abstract class LiveStream(InteractionContext context)
{
    private const int MostTexts = 512;
    private const int MostClean = 256;

    private readonly HashSet<string> _clean = new(StringComparer.Ordinal);

    private readonly Dictionary<string, LiveText> _texts = new(StringComparer.Ordinal);

    protected InteractionContext Context => context;

    protected RedactionPlan Plan { get; } = LivePlan.For(context.Interaction.Tier.Output);

    /// <summary>Nothing follows what was returned last.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>How the answer ended, for the record.</summary>
    public string Finish { get; protected set; } = "none";

    /// <summary>The bytes to send for one event of the model. Throws <see cref="ContentRefusedException"/> to end the stream.</summary>
    public abstract ValueTask<IReadOnlyList<SseEvent>> NextAsync(JsonObject data, CancellationToken cancellationToken);

    /// <summary>The bytes to send for <c>[DONE]</c>.</summary>
    public abstract IReadOnlyList<SseEvent> Done();

    /// <summary>The events that end a stream which policy cut off.</summary>
    public abstract IEnumerable<SseEvent> Refuse();

    /// <summary>Nothing withheld is released any more; the verdict is block.</summary>
    public void Cut(string reason)
    {
        IsOver = true;
        if (context.Interaction.Output.Verdict is not (Verdict.Block or Verdict.Hold))
        {
            context.Interaction.Output.Add(new Verdict.Block([reason]));
        }
    }

    /// <summary>Counts what the texts' redactors found and records what was restored.</summary>
    public async ValueTask RecordAsync(CancellationToken cancellationToken)
    {
        var restored = 0;
        foreach (var text in _texts.Values)
        {
            context.Interaction.Output.Count(text.Stream.Findings);
            restored += text.Stream.RestoredCount;
        }

        await context.Judge.RecordRestoredAsync(restored, "text", cancellationToken);
    }

    protected LiveText Text(string key)
    {
        if (!_texts.TryGetValue(key, out var text))
        {
            if (_texts.Count == MostTexts)
            {
                throw new ContentRefusedException("content.unknown-shape", "The model's answer holds too many texts.");
            }

            var watch = context.Leakage.IsEmpty || Plan.Leakage == GuardAction.Allow
                ? null
                : new InstructionLeakDetector(context.Leakage);
            _texts[key] = text = LiveText.Open(
                context.Session, Plan, context.Call.Application.Restore, context.Conversation.ExpectsJson, watch);
        }

        return text;
    }

    /// <summary>
    /// Takes fields with text out of an event, except the known ones: a value could be spread over many events there. They are
    /// held, or dropped without <paramref name="held"/>. True when there was one. A finding in a name or an id ends the stream.
    /// </summary>
    protected bool Hold(JsonObject owner, WithheldFields? held, params ReadOnlySpan<string> known)
    {
        var taken = false;
        foreach (var (name, value) in owner.ToArray())
        {
            if (!known.Contains(name) && CarriesText(owner, name))
            {
                TextFieldCollector.RefuseOtherSpelling(name, TextFieldSource.Output);
                owner.Remove(name);
                held?.Add(name, value);
                taken = true;
            }
        }

        InspectNames(owner, known);
        return taken;
    }

    /// <summary>Held fields, judged whole.</summary>
    protected JsonObject Release(WithheldFields held)
    {
        var whole = held.Take();
        if (whole.Count > 0)
        {
            var content = new TextFieldCollector(context.Bounds.MaxTextFields, context.Bounds.PassMedia);
            content.Others(whole, TextFieldSource.Output);
            InspectWhole(content, true);
            context.Judge.RestoreTexts(content);
            foreach (var prune in content.Prunings)
            {
                prune();
            }
        }

        return whole;
    }

    private bool CarriesText(JsonObject owner, string name)
    {
        try
        {
            var content = new TextFieldCollector(context.Bounds.MaxTextFields, true);
            content.Property(owner, name, TextFieldSource.Output);
            return content.Fields.Any(static field => !field.IsName);
        }
        catch (ContentRefusedException)
        {
            // Half a character, or too many texts: judged when the field is whole.
            return true;
        }
    }

    private void InspectNames(JsonObject owner, ReadOnlySpan<string> known)
    {
        var content = new TextFieldCollector(context.Bounds.MaxTextFields, false);
        content.Others(owner, TextFieldSource.Output, known);

        // Every event repeats the same names and ids; what was clean once is clean.
        content.Fields.RemoveAll(field => _clean.Contains(field.Text));
        content.Identifiers.RemoveAll(field => _clean.Contains(field.Text));
        if (content.Fields.Count + content.Identifiers.Count > 0)
        {
            if (new TextFieldInspector(context.Session, Plan, true).Inspect(content, context.Interaction.Output))
            {
                throw new ContentRefusedException(
                    "content.identifier", "A name or an id in the model's stream holds a value that the policy withholds.");
            }

            foreach (var field in content.Fields.Concat(content.Identifiers).Take(MostClean - _clean.Count))
            {
                _clean.Add(field.Text);
            }
        }

        foreach (var prune in content.Prunings)
        {
            prune();
        }
    }

    /// <summary>Redacts strings that are whole by themselves, and ends the stream on the application's instructions.</summary>
    protected void InspectWhole(TextFieldCollector content, bool count)
    {
        new TextFieldInspector(context.Session, Plan, true).Inspect(content, count ? context.Interaction.Output : new FindingCounts());
        if (context.Leakage.IsEmpty || Plan.Leakage == GuardAction.Allow)
        {
            return;
        }

        foreach (var field in content.Fields.Where(static field => field.Source != TextFieldSource.Echo))
        {
            var watch = new InstructionLeakDetector(context.Leakage);
            watch.Push(field.Text);
            if (watch.Complete())
            {
                throw new ContentRefusedException(watch.Reason!, "The answer repeats the application's instructions.");
            }
        }
    }

    /// <summary>Judges whole tool calls; a refusal ends the stream.</summary>
    /// <param name="answer">Holds the calls; changed in place.</param>
    /// <param name="isPart">Other calls of the answer come in other parts, and <see cref="Conclude"/> in the end.</param>
    /// <param name="cancellationToken">Ends the judging.</param>
    protected async ValueTask JudgeAsync(JsonObject answer, bool isPart, CancellationToken cancellationToken)
    {
        var read = context.Protocol.ReadResponse(answer, context.Bounds);
        if (isPart)
        {
            await context.Judge.EvaluatePartAsync(read, cancellationToken);
        }
        else
        {
            await context.Judge.EvaluateAsync(read, cancellationToken);
        }

        if (context.Interaction.Output.Verdict is Verdict.Hold)
        {
            // The earlier text is sent already: a stream cannot wait for a person.
            context.Interaction.Output.Add(new Verdict.Block(["review.live"]));
        }

        if (context.Interaction.Output.Verdict is Verdict.Block)
        {
            throw Refused();
        }
    }

    /// <summary>The end of an answer whose calls came in parts: a refusal where every one of them was denied.</summary>
    protected void Conclude(JsonObject owner)
    {
        if (!context.Judge.Conclude())
        {
            throw Refused();
        }

        if (context.Judge.Refusals is { } refusals)
        {
            owner["guard"] = refusals;
        }
    }

    private static ContentRefusedException Refused() => new("tool.refused", "A tool call was refused.");

    protected Refusal RefusalNow(long created) => new(
        context.Interaction.Id, context.Conversation.Model, created, false, null, context.Interaction.Output.Verdict.Reasons)
    {
        Sentences = context.Interaction.Sentences,
    };
}

/// <summary>
/// The actions of a live stream on findings in text: allow, neutralise, mask, drop. Every other action becomes mask,
/// because what was sent cannot be held, blocked or looked up any more.
/// </summary>
internal static class LivePlan
{
    public static RedactionPlan For(OutputActions actions)
    {
        var plan = RedactionPlan.For(actions);
        return plan.With(Bound) with { Leakage = plan.Leakage };
    }

    private static GuardAction Bound(GuardAction action) =>
        action is GuardAction.Allow or GuardAction.Neutralise or GuardAction.Drop ? action : GuardAction.Mask;
}
