using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Review;

/// <summary>The findings of rules in content that a reviewer sees.</summary>
public sealed class CaseFindings(Redactor redactor)
{
    /// <summary>Spans to highlight in one text, by the rules of a plan.</summary>
    public IReadOnlyList<CaseFinding> In(string text, RedactionPlan plan) =>
        [.. redactor.ScannerFor(plan).Scan(text).Where(IsActedOn).Select(
            static found => new CaseFinding(found.Start, found.End, found.Rule.Kind, found.Rule.Id, Math.Round(found.Confidence, 2)))];

    /// <summary>Every finding of an answer with its text and the plan's action, each place read as the gateway reads it.</summary>
    public IEnumerable<(Rule Rule, string Text, GuardAction Action)> In(string protocol, JsonObject answer, RedactionPlan plan)
    {
        if (Protocol.Named(protocol) is not { } known)
        {
            return Found(plan, null, GatewayJson.Text(answer, ReviewableFields.PlainText) ?? "");
        }

        var content = known.ReadResponse(answer, ReviewableFields.Bounds).Content;
        return content.Fields.Concat(content.Identifiers)
            .Where(static field => field.Source is TextFieldSource.Output or TextFieldSource.ToolArguments)
            .SelectMany(field => Found(plan, field.Label, field.Text));
    }

    private IEnumerable<(Rule Rule, string Text, GuardAction Action)> Found(RedactionPlan plan, string? label, string text)
    {
        var prefix = label is null ? "" : label + ": ";
        var whole = prefix + text;
        return redactor.ScannerFor(plan).Scan(whole)
            .Where(found => IsActedOn(found) && found.Start >= prefix.Length)
            .Select(found => (found.Rule, whole.Substring(found.Start, found.Length), redactor.ActionOf(plan, whole, found)));
    }

    private static bool IsActedOn(Finding found) => found.Confidence >= Scanner.DefaultThreshold;
}

/// <summary>A span that a rule found in the text as the reviewer sees it, in UTF-16 units.</summary>
public sealed record CaseFinding(
    [property: JsonPropertyName("start")] int Start,
    [property: JsonPropertyName("end")] int End,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("rule")] string Rule,
    [property: JsonPropertyName("confidence")] double Confidence);
