using System.Text.Json;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>A policy engine behind a signed webhook: <c>{"decision":"approve|deny|pass"}</c>.</summary>
internal sealed class WebhookEngine(SignedWebhooks webhooks) : IPolicyEngine
{
    public async ValueTask<EngineDecision> AskAsync(EngineInput question, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(EngineRequestBody.Of(question), CaseApiJson.Default.EngineRequestBody);
        var answer = await webhooks.PostAsync(
            question.Engine.Url, question.Engine.Secret, question.Case.Id, "application/json", body, cancellationToken);
        using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        return document.RootElement.GetProperty("decision").GetString() switch
        {
            "approve" => EngineDecision.Approve,
            "deny" => EngineDecision.Deny,
            "pass" => EngineDecision.Pass,
            _ => throw new InvalidDataException("The engine's decision is unknown."),
        };
    }
}
