using System.Globalization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Never one tool after another, and no more than so many calls in one conversation.</summary>
internal sealed class SequenceRule : IToolRule
{
    public const string Reason = "tool.sequence";

    public const string TooOften = "tool.at-most";

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { } tool || request.Conversation is not { } conversation)
        {
            return new Verdict.Allow();
        }

        if (tool.NeverAfter.Count == 0 && tool.AtMost is null)
        {
            return new Verdict.Allow();
        }

        if (conversation.Earlier is { Calls: null })
        {
            request.Explain("The conversation has an earlier part whose calls the guard does not know; it is sent whole instead.");
            return new Verdict.Block([Reason]);
        }

        var calls = conversation.Calls.Concat(request.Earlier).ToList();
        if (tool.NeverAfter.FirstOrDefault(other => conversation.Results.Contains(other)
            || calls.Contains(other)) is { } before)
        {
            request.Explain($"It may not be called after {before}, which this conversation called.");
            return new Verdict.Block([Reason]);
        }

        if (tool.AtMost is { } most && calls.Count(other => other == tool.Id) is var made && made >= most)
        {
            request.Explain(string.Create(
                CultureInfo.InvariantCulture, $"It was called {made} times in this conversation, and may be {most}."));
            return new Verdict.Block([TooOften]);
        }

        return new Verdict.Allow();
    }
}

/// <summary>A tool with destinations sends nowhere else.</summary>
internal sealed class DestinationRule : IToolRule
{
    public const string Reason = "tool.destination";

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { Destinations.Count: > 0 } tool)
        {
            return new Verdict.Allow();
        }

        if (request.Values is not { } values)
        {
            request.Explain("The call has more values than are looked at.");
            return new Verdict.Block([Reason]);
        }

        foreach (var value in values)
        {
            if (value.Kind is ArgumentKind.Prose or ArgumentKind.Neutral)
            {
                continue;
            }

            // A recipient that is no address is no destination of the list either.
            var parts = value.Kind is ArgumentKind.Recipient ? value.Text.Split(',', ';') : [value.Text];
            foreach (var part in parts)
            {
                var destination = Destinations.Of(part);
                if (destination is null ? value.Kind is ArgumentKind.Recipient or ArgumentKind.Link && part.Trim().Length > 0
                    && !tool.Destinations.Contains(part.Trim(), StringComparer.OrdinalIgnoreCase)
                    : !Destinations.IsAllowed(tool.Destinations, destination))
                {
                    request.Explain($"{ToolRequest.Place(value.Name)} names a destination outside {string.Join(", ", tool.Destinations)}.");
                    return new Verdict.Block([Reason]);
                }
            }
        }

        return new Verdict.Allow();
    }
}
