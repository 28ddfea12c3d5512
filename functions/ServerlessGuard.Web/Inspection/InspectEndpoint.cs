using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Inspection;

/// <summary>
/// Reports the guard's findings in texts and the decision of the application's tier. It changes and records nothing, and
/// answers with positions (UTF-16 units of the sent text), never with text. An application gets its own tier; an admin may
/// name any application.
/// </summary>
internal sealed class InspectEndpoint(Redactor redactor, IOptions<PipelineOptions> options) : GuardEndpoint
{
    public override string Route => "/guard/inspect";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.AnyAuthenticated;

    public override bool IsInteraction => true;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var limits = new JsonBodyLimits { MaxBytes = options.Value.MaxBodyBytes, MaxDuration = options.Value.BodyTimeout };
        var body = await JsonBody.ReadAsync(request.Http, limits, cancellationToken);
        var (asked, error) = body is JsonBodyResult.Parsed parsed
            ? InspectionRequest.Read(parsed.Root)
            : (null, ((JsonBodyResult.Refused)body).Error);
        if (asked is null)
        {
            await ErrorResponse.WriteAsync(request.Http, error!, cancellationToken);
            return;
        }

        if (ApplicationFor(request, asked.Application) is not { } application)
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(403, "forbidden", "This caller may not inspect for that application.", "application"),
                cancellationToken);
            return;
        }

        await AnswerAsync(request, asked, application, cancellationToken);
    }

    private static ApplicationPolicy? ApplicationFor(GuardRequest request, string? named)
    {
        var own = request.Caller!.Application;
        if (named is null || named == own?.Id)
        {
            return own;
        }

        return request.Caller.Roles.Contains(CallerRoles.Admin) ? request.Policy.Applications.GetValueOrDefault(named) : null;
    }

    private Task AnswerAsync(
        GuardRequest request, InspectionRequest asked, ApplicationPolicy application, CancellationToken cancellationToken)
    {
        var tier = request.Policy.TierOf(application);
        var plan = asked.IsOutput ? RedactionPlan.For(tier.Output) : RedactionPlan.For(tier.Input);
        var scanner = redactor.ScannerFor(plan);
        var found = asked.Parts
            .SelectMany(part => scanner.Scan(part.Text)
                .Concat(asked.IsOutput ? RemoteMarkup.Of(part.Text) : [])
                .OrderBy(static finding => finding.Start)
                .Select(finding => (part.Path, Finding: finding, Action: redactor.ActionOf(plan, part.Text, finding))))
            .ToArray();
        var verdict = InspectionVerdict.Of(found.Select(static item => (item.Finding.Rule, item.Action)));
        return JsonResponse.WriteAsync(
            request.Http,
            json =>
            {
                json.WriteString("verdict", verdict.Name);
                json.WriteStartArray("reasons");
                foreach (var reason in verdict.Reasons)
                {
                    json.WriteStringValue(reason);
                }

                json.WriteEndArray();
                json.WriteString("application", application.Id);
                json.WriteString("policy", request.Policy.RevisionId);
                json.WriteStartArray("findings");
                foreach (var (path, finding, _) in found)
                {
                    json.WriteStartObject();
                    json.WriteString("in", path);
                    json.WriteString("kind", finding.Rule.Kind);
                    json.WriteString("rule", finding.Rule.Id);
                    json.WriteNumber("start", finding.Start);
                    json.WriteNumber("end", finding.End);
                    json.WriteNumber("confidence", Math.Round(finding.Confidence, 2));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            cancellationToken);
    }
}
