using System.Text.Json;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>A policy engine behind a signed webhook: <c>{"decision":"approve|deny|pass"}</c>.</summary>
internal sealed class WebhookEngine(SignedWebhooks webhooks) : IPolicyEngine
{
    public async ValueTask<EngineAnswer> AskAsync(EngineQuestion question, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(EngineRequest.Of(question), CaseApiJson.Default.EngineRequest);
        var answer = await webhooks.PostAsync(question.Engine.Url, question.Engine.Secret, question.Case.Id, "application/json", body, cancellationToken);
        using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        return document.RootElement.GetProperty("decision").GetString() switch
        {
            "approve" => EngineAnswer.Approve,
            "deny" => EngineAnswer.Deny,
            "pass" => EngineAnswer.Pass,
            _ => throw new InvalidDataException("The engine's decision is none that is known."),
        };
    }
}
