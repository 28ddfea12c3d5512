using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>Draws the conversation and the model's answer as text.</summary>
internal static class CaseContentView
{
    public static Html Draw(CaseRecord value, CaseContent? content, bool isAltered)
    {
        if (isAltered)
        {
            return $"<p class=\"notice\" role=\"alert\">The stored content does not match this case: somebody altered it. Deny the case and ask an administrator to check the store.</p>";
        }

        if (content is null)
        {
            return value.Content is null
                ? (Html)$"<p class=\"empty\">This case concerns {value.Subject} and has no content.</p>"
                : $"<p class=\"empty\">The content has expired.</p>";
        }

        return $"""
            {Html.When(content.Texts.Count > 0, () => Panel("answer", value.Kind == CaseKind.ToolCall ? "Tool call to execute" : value.IsSample ? "Released answer" : "Answer to release", content.Texts, isAnswer: true))}
            {Html.When(content.Context.Count > 0, () => Panel("context", "Conversation as sent to the model", content.Context, isAnswer: false))}
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
        <p class="hint">Findings: {text.Findings.GroupBy(static finding => (finding.Kind, finding.Rule)).Select(static kind => (Html)$"{kind.Key.Kind}{(kind.Count() > 1 ? $" × {kind.Count()}" : "")} <span class=\"data\">({kind.Key.Rule})</span> ")}</p>
        """;
}
