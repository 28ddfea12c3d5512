using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Tests;

namespace ServerlessGuard.FunctionsHost.Tests.Simulation;

/// <summary>
/// The programs that docs/operate.md tells a newcomer to start, in its order: the emulator, an attester and a copy of the policy that
/// names it, <c>guard simulate</c>, and the published app of every duty with the settings that <c>guard simulate settings</c> writes, on
/// the tests' host in place of <c>func</c>.
/// </summary>
public sealed class SimulatedAzureHarness : IAsyncLifetime
{
    private readonly AzuriteServer _azurite = new();
    private readonly TemporaryDirectory _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, AppHost> _apps = [];
    private readonly Dictionary<string, string> _variables = [];
    private Task<int> _simulation = Task.FromResult(0);
    private int _port;

    /// <summary>The address at which the simulated Azure answers for one of its hosts.</summary>
    public Uri Azure(string host) => new($"http://127.0.0.1:{_port}/hosts/{host}/");

    public string Storage => _azurite.ConnectionString;

    public string Folder => _folder.Path;

    internal Uri AppOf(string duty) => HostOf(duty).Address;

    internal AppHost HostOf(string duty)
    {
        _azurite.Require();
        return _apps[duty];
    }

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        if (!_azurite.IsThere)
        {
            return;
        }

        var cancel = TestContext.Current.CancellationToken;
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(AppContext.BaseDirectory, "policies"), "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "policies"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var attester = await GuardAsync("attest", "keygen", "--attester", "release", "--out", "attester.pem");
        var policy = await File.ReadAllTextAsync(Path.Combine(Folder, "guard.yaml"), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "guard.yaml"), policy.Replace("attesters: []", "attesters:\n  " + attester, StringComparison.Ordinal),
            cancel);
        await SimulateAsync(cancel);
        (_variables["GUARD_STORES"], _variables["GUARD_PLATFORMS"], _variables["GUARD_AZURE_SIMULATION"]) = (
            "azure", "azure", $"http://127.0.0.1:{_port}/");
        (_variables["GUARD_VAULT"], _variables["GUARD_STORAGE_CONNECTION"]) = ("https://guard.vault.azure.net/", Storage);
        await GuardAsync("attest", "claims-ft", "--attester", "release", "--key-file", "attester.pem", "--policy", "guard.yaml");
        foreach (var duty in Stage.Duties.Duties.Select(static duty => duty.Id))
        {
            var settings = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, duty)).FullName, "local.settings.json");
            await File.WriteAllTextAsync(
                settings, await GuardAsync("simulate", "settings", duty, "--port", $"{_port}", "--policy", "guard.yaml"), cancel);
            _apps[duty] = await Condition.EndsAsync(
                stop => AppHost.StartAsync(new AppHostOptions(PublishedApp.Folder, AppSettings.Read(settings)), stop),
                $"the app of {duty} to start");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps.Values)
        {
            await app.DisposeAsync();
        }

        await _stop.CancelAsync();
        await _simulation;
        _stop.Dispose();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs <c>guard</c> in the folder, and gives what it answered.</summary>
    public async Task<string> GuardAsync(params string[] args)
    {
        using var output = new MemoryStream();
        var writer = new StreamWriter(output) { AutoFlush = true, NewLine = "\n" };
        var (code, error) = await RunAsync(output, writer, args, TestContext.Current.CancellationToken);
        code.ShouldBe(0, $"guard {string.Join(' ', args)}: {error}");
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n');
    }

    /// <summary>Two ports beside each other may be taken: then the next two.</summary>
    private async Task SimulateAsync(CancellationToken cancellationToken)
    {
        for (var left = 20; ; left--)
        {
            _port = Random.Shared.Next(20_000, 40_000);
            var pipe = new Pipe();
            var output = pipe.Writer.AsStream();
            var running = RunAsync(
                output, new StreamWriter(output) { AutoFlush = true },
                ["simulate", "--json", "--port", $"{_port}", "--policy", "guard.yaml"], _stop.Token);
            using var reader = new StreamReader(pipe.Reader.AsStream());
            var line = reader.ReadLineAsync(cancellationToken).AsTask();
            await Task.WhenAny(line, running);
            if (!running.IsCompleted)
            {
                JsonElement.Parse((await line)!).GetProperty("azure").GetString().ShouldBe($"http://127.0.0.1:{_port}");
                _simulation = EndAsync(running);
                return;
            }

            (left > 0).ShouldBeTrue((await running).Error);
        }

        static async Task<int> EndAsync(Task<(int Code, string Error)> running) => (await running).Code;
    }

    private async Task<(int Code, string Error)> RunAsync(
        Stream output, TextWriter writer, string[] args, CancellationToken cancellationToken)
    {
        var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal
        {
            Input = Stream.Null,
            Output = output,
            Out = writer,
            Error = error,
            CurrentDirectory = Folder,
            Variable = _variables.GetValueOrDefault
        };
        return (await GuardCommandLine.RunAsync(args, terminal, TimeProvider.System, cancellationToken), error.ToString());
    }
}
