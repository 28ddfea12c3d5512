using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// Answers are held, two reviewers decide each case at once, on different replicas, and the caller fetches what was released from both.
/// </summary>
internal sealed class ReplicaReviews(IReadOnlyList<Replica> replicas, string caller, string ann, string bob)
{
    private static readonly string[] Acts = ["approve", "deny"];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _decided = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _released = new(StringComparer.Ordinal);

    /// <summary>Case by case, the acts that a replica said were done.</summary>
    public IReadOnlyDictionary<string, ConcurrentQueue<string>> Decided => _decided;

    /// <summary>The released content of approved cases.</summary>
    public IReadOnlyDictionary<string, string> Released => _released;

    /// <summary>Called when a decision was sent and nobody has answered yet.</summary>
    public Action<Replica>? Deciding { get; set; }

    public async Task RunAsync(int seed, CancellationToken end)
    {
        var random = new Random(seed);
        using var http = new HttpClient();
        while (!end.IsCancellationRequested)
        {
            if (await HoldAsync(http, Any(random)) is not { } id)
            {
                continue;
            }

            var turn = random.Next(2);
            _decided[id] = [];
            await Task.WhenAll(
                DecideAsync(http, id, ann, Acts[random.Next(2)], replicas[turn]),
                DecideAsync(http, id, bob, Acts[random.Next(2)], replicas[1 - turn]));
            var bodies = await Task.WhenAll(FetchAsync(http, id, replicas[turn]), FetchAsync(http, id, replicas[1 - turn]));
            bodies[0].ShouldBe(bodies[1], $"case {id}");
            if (bodies[0] is { } body)
            {
                _released[id] = body;
            }
        }
    }

    /// <summary>The release for a caller now: null when the case was denied.</summary>
    public Task<string?> FetchAsync(HttpClient http, string id, Replica replica) => TryAsync(replica, async url =>
    {
        using var response = await SendAsync(http, HttpMethod.Get, new Uri(url, $"/guard/cases/{id}/release"), caller, null);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => (true, body),
            HttpStatusCode.Forbidden => (true, null),
            HttpStatusCode.Accepted => (false, (string?)null),
            _ => throw new InvalidOperationException($"{response.StatusCode} {body}"),
        };
    });

    private Replica Any(Random random) => replicas[random.Next(replicas.Count)];

    /// <summary>The case of a held answer; null when the answer did not come whole.</summary>
    private async Task<string?> HoldAsync(HttpClient http, Replica replica)
    {
        try
        {
            if (replica.Url is not { } url)
            {
                await Condition.HoldsAsync(() => replicas.Any(static r => r.Url is not null), "a replica up");
                return null;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "chat/completions"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller);
            request.Content = JsonContent.Create(new
            {
                model = "demo-model",
                messages = new[] { new { role = "user", content = """Please call the tool refund.create with {"amount": 250}""" } },
                tools = new[]
                {
                    new { type = "function", function = new { name = "refund.create", parameters = new { type = "object" } } }
                },
            });
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return response.Headers.GetValues("Guard-Case").Single();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Decides, again where nobody answered, until the case is decided.</summary>
    private Task<bool> DecideAsync(
        HttpClient http, string id, string reviewer, string act, Replica replica) => TryAsync(replica, async url =>
    {
        using var read = await SendAsync(http, HttpMethod.Get, new Uri(url, $"/guard/cases/{id}"), reviewer, null);
        var seen = JsonElement.Parse(await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        read.StatusCode.ShouldBe(HttpStatusCode.OK, seen.ToString());
        if (seen.GetProperty("state").GetString() is not ("open" or "claimed"))
        {
            return (true, true);
        }

        var sent = SendAsync(
            http, HttpMethod.Post, new Uri(url, $"/guard/cases/{id}/{act}"), reviewer, seen.GetProperty("version").GetString());
        Deciding?.Invoke(replica);
        using var response = await sent;
        if (response.StatusCode == HttpStatusCode.OK)
        {
            _decided[id].Enqueue(act);
            return (true, true);
        }

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed).ShouldBeTrue($"{response.StatusCode} {body}");
        return (false, false);
    });

    /// <summary>Once it is up, again while it is killed under the request, until there is an answer.</summary>
    private static async Task<T> TryAsync<T>(Replica replica, Func<Uri, Task<(bool Done, T Value)>> act)
    {
        T value = default!;
        await Condition.HoldsAsync(
            async () =>
            {
                try
                {
                    if (replica.Url is not { } url)
                    {
                        return false;
                    }

                    (var done, value) = await act(url);
                    return done;
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    return false;
                }
            },
            $"an answer of {replica.Name}");
        return value;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, Uri url, string key, string? version)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
