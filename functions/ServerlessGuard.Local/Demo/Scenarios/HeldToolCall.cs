using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Callers;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A tool call beyond its limits waits for two people; once both agreed, it arrives at the client that waited.</summary>
internal sealed class HeldToolCall : IDemoScenario
{
    private const string Prompt = """Please call the tool refund.create with {"amount": 250}""";

    public string Title => "A risky answer that two people must approve";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var (held, saw) = await context.SendAsync(
            context.KeyOf("claims"), DemoContext.Model, [DemoContext.UserMessage(Prompt)], ["refund.create"], stream: false,
            cancellationToken);
        var id = CaseIn(held.Text) ?? throw new InvalidOperationException("The answer names no case.");
        using var http = new HttpClient { BaseAddress = AddressOf(context.Services) };
        var ann = await ReviewerAsync(context, "demo-ann", cancellationToken);
        var bob = await ReviewerAsync(context, "demo-bob", cancellationToken);

        var waiting = ReleaseAsync(http, id, context.KeyOf("claims"), cancellationToken);
        var strange = await SendAsync(http, HttpMethod.Get, $"guard/cases/{id}/release", context.KeyOf("demo"), null, cancellationToken);
        var first = await ApproveAsync(http, id, ann, cancellationToken);
        var again = await ApproveAsync(http, id, ann, cancellationToken);
        var early = waiting.IsCompleted;
        var second = await ApproveAsync(http, id, bob, cancellationToken);
        var (status, body) = await waiting;
        var released = DemoResponse.FromCompletion((int)status, body);
        return new()
        {
            Tried = Prompt + "; the policy allows 100 and sends more to people",
            ModelSaw = Excerpt.Of(saw),
            ClientGot = $"first: {Excerpt.Of(held)} Then, approved by two: a call of {string.Join(", ", released.ToolCalls)}",
            Checks =
            [
                new("The call was held", held.ToolCalls.Count == 0 && held.Raw.Contains("250 is above the maximum 100", StringComparison.Ordinal)),
                new("Another application learns nothing of it", strange.Status == HttpStatusCode.NotFound),
                new("One person's approval is not enough", first.Status == HttpStatusCode.OK && !early),
                new("The same person cannot be the second", again.Status == HttpStatusCode.Forbidden),
                new("The waiting client got exactly the call", second.Status == HttpStatusCode.OK
                    && released.ToolCalls.SequenceEqual(["refund.create"])
                    && body.Contains("250", StringComparison.Ordinal)),
            ],
        };
    }

    /// <summary>Asks again for as long as the case is undecided.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> ReleaseAsync(
        HttpClient http, string id, string key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await SendAsync(http, HttpMethod.Get, $"guard/cases/{id}/release", key, null, cancellationToken);
            if (answer.Status != HttpStatusCode.Accepted)
            {
                return answer;
            }
        }
    }

    private static async Task<string> ReviewerAsync(DemoContext context, string name, CancellationToken cancellationToken) =>
        (await context.Services.GetRequiredService<CallerKeys>().CreateAsync(name, [CallerRoles.Reviewer], null, cancellationToken))!.Key;

    private static async Task<(HttpStatusCode Status, string Body)> ApproveAsync(
        HttpClient http, string id, string key, CancellationToken cancellationToken)
    {
        var (_, seen) = await SendAsync(http, HttpMethod.Get, $"guard/cases/{id}", key, null, cancellationToken);
        var version = JsonElement.Parse(seen).GetProperty("version").GetString()!;
        return await SendAsync(http, HttpMethod.Post, $"guard/cases/{id}/approve", key, version, cancellationToken);
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpClient http, HttpMethod method, string path, string key, string? version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }
        else
        {
            request.Headers.Add("Prefer", "wait=20");
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static Uri AddressOf(IServiceProvider services) =>
        new(services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First().TrimEnd('/')
            + "/");

    private static string? CaseIn(string text)
    {
        const string mark = "(case ";
        var start = text.IndexOf(mark, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(')', start);
        return end < 0 ? null : text[(start + mark.Length)..end];
    }
}
