using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>Callers that ask without pause, whichever replica lives.</summary>
internal sealed class ReplicaCallers(IReadOnlyList<Replica> replicas, string key)
{
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);

    /// <summary>The interactions whose whole answer a caller has.</summary>
    public ICollection<string> Answered => _answered.Keys;

    public int Count => _answered.Count;

    public Task RunAsync(int clients, CancellationToken end) => Task.WhenAll(
        Enumerable.Range(0, clients).Select(client => Task.Run(() => AskAsync(replicas[client % replicas.Count], client % 3 != 0, end))));

    private async Task AskAsync(Replica replica, bool stream, CancellationToken end)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        while (!end.IsCancellationRequested)
        {
            await Condition.HoldsAsync(() => replica.Url is not null || end.IsCancellationRequested, $"{replica.Name} up");
            try
            {
                if (replica.Url is not { } url)
                {
                    continue;
                }

                var body = new
                {
                    model = "demo-model",
                    stream,
                    messages = new[] { new { role = "user", content = "Write to erika.mustermann@mailbox.org" } }
                };
                using var response = await http.PostAsJsonAsync(new Uri(url, "chat/completions"), body, cancel);
                var text = await response.Content.ReadAsStringAsync(cancel);
                response.IsSuccessStatusCode.ShouldBeTrue(text);
                _answered.TryAdd(response.Headers.GetValues("Guard-Interaction").Single(), true).ShouldBeTrue();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // It was killed; what it had not answered to the end was not acknowledged.
            }
        }
    }
}
