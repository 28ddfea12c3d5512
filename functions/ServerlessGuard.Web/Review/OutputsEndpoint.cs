using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Takes outputs of applications that are not behind the gateway:
/// <c>{"output":"…","input":"…","model":"…","id":"…"}</c>. Answers with the verdict, and the text that may be used.
/// </summary>
internal sealed class OutputsEndpoint(ReportedOutputs outputs, IEntropy entropy) : GuardEndpoint
{
    private const int LongestName = 200;
    private static readonly JsonBodyLimits Limits = new() { MaxBytes = 8 * 1024 * 1024 };

    public override string Route => "/guard/outputs";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override long? MaxBodyBytes => Limits.MaxBytes;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        var body = await JsonBody.ReadAsync(http, Limits, cancellationToken);
        var (output, error) = body is JsonBodyResult.Parsed parsed
            ? Read(parsed.Root, request)
            : (null, ((JsonBodyResult.Refused)body).Error);
        if (output is null)
        {
            await ErrorResponse.WriteAsync(http, error!, cancellationToken);
            return;
        }

        var result = await outputs.InspectAsync(output, cancellationToken);
        http.Response.Headers[GatewayHeaders.Interaction] = result.Interaction;
        http.Response.Headers[GatewayHeaders.Verdict] = result.Verdict.Name;
        if (result.Case is not null)
        {
            http.Response.Headers[GatewayHeaders.Case] = result.Case;
        }

        await JsonResponse.WriteAsync(http, json => Write(json, result), cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, ReportedResult result)
    {
        json.WriteString("interaction", result.Interaction);
        json.WriteString("verdict", result.Verdict.Name);
        json.WriteStartArray("reasons");
        foreach (var reason in result.Verdict.Reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        if (result.Text is not null)
        {
            json.WriteString("text", result.Text);
        }

        if (result.Case is not null)
        {
            json.WriteString("case", result.Case);
        }
    }

    private (ReportedOutput? Output, GuardError? Error) Read(JsonElement root, GuardRequest request)
    {
        foreach (var property in root.EnumerateObject())
        {
            var longest = property.Name is "output" or "input" ? ReportedOutputs.LongestText
                : property.Name is "model" or "id" ? LongestName
                : 0;
            if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString()!.Length > longest)
            {
                return (null, new GuardError(
                    400, "invalid_request",
                    "The body must hold the string output, may hold the strings input, model and id, and nothing else."));
            }
        }

        if (!root.TryGetProperty("output", out var output))
        {
            return (null, new GuardError(400, "invalid_request", "The body must hold output.", "output"));
        }

        return (new ReportedOutput
        {
            Id = Text(root, "id") ?? entropy.NewId(),
            Caller = request.Caller!.Principal,
            Application = request.Caller.Application!,
            Policy = request.Policy,
            Output = output.GetString()!,
            Input = Text(root, "input"),
            Model = Text(root, "model"),
        }, null);
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
