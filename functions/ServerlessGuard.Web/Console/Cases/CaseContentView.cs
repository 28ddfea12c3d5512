using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>Draws what the model saw and what it answered, as text.</summary>
internal static class CaseContentView
{
    public static Html Draw(CaseRecord value, CaseContent? content, bool isAltered)
    {
        if (isAltered)
        {
            return $"<p class=\"notice\" role=\"alert\">The content is not the one that this case names: somebody altered it. Deny the case, and have the store looked at.</p>";
        }

        if (content is null)
        {
            return value.Content is null
                ? (Html)$"<p class=\"empty\">This case is about {value.Subject}, not about content.</p>"
                : $"<p class=\"empty\">The content has expired.</p>";
        }

        return $"""
            {Html.When(content.Texts.Count > 0, () => Panel("answer", value.Kind == CaseKind.ToolCall ? "What would be executed" : value.IsSample ? "What was released" : "What would be released", content.Texts, isAnswer: true))}
            {Html.When(content.Context.Count > 0, () => Panel("context", "The conversation, as the model saw it", content.Context, isAnswer: false))}
            """;
    }

    private static Html Panel(string id, string title, IReadOnlyList<CaseText> texts, bool isAnswer) => $"""
        <section class="panel" aria-labelledby="{id}">
        <h2 id="{id}">{title}</h2>
        {texts.Select(text => Turn(text, isAnswer))}
        </section>
        """;

    private static Html Turn(CaseText text, bool isAnswer) => $"""
        <div class="turn {(isAnswer ? "answer" : "")}"><h3>{text.Role}</h3>
        <div class="content">{MarkedText.Draw(text.Text, text.Findings)}</div>
        {Html.When(text.Findings.Count > 0, () => Findings(text))}
        </div>
        """;

    private static Html Findings(CaseText text) => $"""
        <p class="hint">Found: {text.Findings.GroupBy(static finding => (finding.Kind, finding.Rule)).Select(static kind => (Html)$"{kind.Key.Kind}{(kind.Count() > 1 ? $" × {kind.Count()}" : "")} <span class=\"data\">({kind.Key.Rule})</span> ")}</p>
        """;
}
