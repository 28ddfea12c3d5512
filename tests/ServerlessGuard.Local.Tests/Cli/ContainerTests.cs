using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Testing;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>
/// The image and the compose file, read as an engine reads them, where none runs: images by digest, packages by lock file, files that
/// exist, commands that this program takes, one port, and variables that something reads.
/// </summary>
public sealed partial class ContainerTests
{
    private const string Port = "8080";

    /// <summary>The runtime's own; everything else is read by the guard.</summary>
    private static readonly string[] RuntimeVariables = ["DOTNET_EnableDiagnostics", "DOTNET_gcServer"];

    private static readonly List<(string Word, string Text)> Image = ReadImage();
    private static readonly Dictionary<object, object> Compose =
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(PathOf("compose.yaml")));

    private static IEnumerable<(string Name, Dictionary<object, object> Service)> Services =>
        ((Dictionary<object, object>)Compose["services"]).Select(static s => ((string)s.Key, (Dictionary<object, object>)s.Value));

    /// <summary>Every command line that a container starts, without the program's name.</summary>
    public static TheoryData<string[]> Commands
    {
        get
        {
            var commands = new TheoryData<string[]> { Words("CMD"), Check() };
            foreach (var (_, service) in Services)
            {
                commands.Add(Texts(service["command"]));
            }

            return commands;
        }
    }

    [Fact]
    public void EveryImage_IsNamedByDigest()
    {
        var digests = All("ARG").ToList();
        var images = All("FROM").ToList();
        images.Count.ShouldBe(2);
        digests.ShouldAllBe(static name => !name.Contains('='));
        digests.ShouldBe(images.Select(static image => DigestName().Match(image).Groups[1].Value));
        foreach (var (name, service) in Services)
        {
            var build = (Dictionary<object, object>)service["build"];
            Texts(build["args"]).ShouldBe(digests);
            File.Exists(Path.Combine(PathOf((string)build["context"]), "Dockerfile")).ShouldBeTrue(name);
        }
    }

    [Fact]
    public void Packages_AreRestoredAsLocked_FromProjectsThatExist()
    {
        All("RUN").ShouldContain(static line => line.StartsWith("dotnet restore --locked-mode ", StringComparison.Ordinal));
        All("RUN").Where(static line => line.StartsWith("dotnet publish ", StringComparison.Ordinal))
            .ShouldAllBe(static line => line.Contains(" --no-restore ", StringComparison.Ordinal));
        var projects = All("RUN").SelectMany(static line => line.Split(' '))
            .Where(static word => word.StartsWith("functions/", StringComparison.Ordinal)).ToList();
        projects.ShouldNotBeEmpty();
        projects.ShouldAllBe(static project => Directory.EnumerateFiles(PathOf(project), "*.csproj").Any());
    }

    /// <summary>The ignored folders would leave the build without what it compiles.</summary>
    [Fact]
    public void NothingThatTheBuildNeeds_IsLeftOut()
    {
        var left = File.ReadAllLines(PathOf(".dockerignore"));
        string[] sources = ["functions", "policies", "Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE"];
        foreach (var needed in sources)
        {
            Path.Exists(PathOf(needed)).ShouldBeTrue(needed);
            left.ShouldNotContain(needed);
        }

        foreach (var local in (string[])["**/.guard", "**/.env*", "**/local.settings.json", ".git"])
        {
            left.ShouldContain(local);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryCommand_IsOneThatThisProgramTakes(string[] command)
    {
        var terminal = Terminal.System();
        var result = GuardCommandLine.CreateRoot(terminal, TimeProvider.System).Parse(command);

        result.Errors.Select(static error => error.Message).ShouldBeEmpty();
        result.CommandResult.Command.Subcommands.ShouldBeEmpty();
    }

    [Fact]
    public void TheEntryPoint_IsTheProgramThatIsPublished()
    {
        var program = typeof(GuardCommandLine).Assembly.GetName().Name + ".dll";
        Words("ENTRYPOINT").ShouldBe(["dotnet", $"/app/{program}"]);
        JsonSerializer.Deserialize<string[]>(After(All("HEALTHCHECK").Single(), "CMD "))![..2].ShouldBe(Words("ENTRYPOINT"));
        All("COPY").ShouldContain("--from=build /app /app");
    }

    /// <summary>One port listens, is exposed, is asked and is published.</summary>
    [Fact]
    public void Ports_Agree()
    {
        All("EXPOSE").ShouldBe([Port]);
        UrlOf(Words("CMD"), "--urls").Port.ShouldBe(int.Parse(Port));
        new Uri(Check()[1]).Port.ShouldBe(int.Parse(Port));
        var services = Services.ToDictionary(static s => s.Name, static s => s.Service);
        var guard = Texts(services["guard"]["command"]);
        UrlOf(guard, "--urls").Port.ShouldBe(int.Parse(Port));
        Texts(services["guard"]["ports"]).ShouldBe([$"127.0.0.1:{Port}:{Port}"]);
        var model = Texts(services["model"]["command"]);
        UrlOf(guard, "--upstream").Port.ToString().ShouldBe(model[Array.IndexOf(model, "--port") + 1]);
        services["model"]["network_mode"].ShouldBe("service:guard");
        services["model"].ShouldNotContainKey("ports");
    }

    /// <summary>State is in a volume of its own, and where the command looks for it.</summary>
    [Fact]
    public void State_IsInTheVolume_AndFilesAreTheDefault()
    {
        All("VOLUME").ShouldBe(["/data"]);
        Words("CMD")[^2..].ShouldBe(["--data", "/data"]);
        Services.Single(static s => s.Name == "guard").Service["volumes"].ShouldBe(new List<object> { "data:/data" });
        ((Dictionary<object, object>)Compose["volumes"]).Keys.ShouldBe(["data"]);
        Variables().ShouldNotContain("GUARD_STORES");
    }

    [Fact]
    public void EveryVariable_IsRead()
    {
        var sources = string.Concat(Directory.EnumerateFiles(PathOf("functions/ServerlessGuard.Local"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        // Those that the comments tell one to set count too.
        var told = All("#").SelectMany(static line => Guards().Matches(line)).Select(static match => match.Value);
        foreach (var name in Variables().Concat(told).Except(RuntimeVariables))
        {
            sources.ShouldContain($"\"{name}\"");
        }
    }

    /// <summary>Nothing in a container may write but its data and a new /tmp, or gain rights.</summary>
    [Fact]
    public void EveryService_IsConfined()
    {
        foreach (var (name, service) in Services)
        {
            service["read_only"].ShouldBe("true", name);
            Texts(service["tmpfs"]).ShouldBe(["/tmp"]);
            Texts(service["cap_drop"]).ShouldBe(["ALL"]);
            Texts(service["security_opt"]).ShouldBe(["no-new-privileges:true"]);
            service.ShouldNotContainKey("privileged", name);
        }

        All("USER").ShouldBe(["$APP_UID"]);
    }

    private static IEnumerable<string> Variables() =>
        All("ENV").SelectMany(static line => line.Split(' ')).Select(static pair => pair.Split('=')[0])
            .Concat(Services.SelectMany(static s => s.Service.TryGetValue("environment", out var names) ? Texts(names) : []));

    private static Uri UrlOf(string[] command, string option) => new(command[Array.IndexOf(command, option) + 1]);

    private static string[] Check() => JsonSerializer.Deserialize<string[]>(After(All("HEALTHCHECK").Single(), "CMD "))![2..];

    private static string After(string text, string mark) => text[(text.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];

    private static string[] Words(string word) => JsonSerializer.Deserialize<string[]>(All(word).Single())!;

    private static IEnumerable<string> All(string word) => Image.Where(line => line.Word == word).Select(static line => line.Text);

    private static string[] Texts(object list) => [.. ((List<object>)list).Cast<string>()];

    private static string PathOf(string file) => Path.Combine(Repository.Root, file);

    private static List<(string Word, string Text)> ReadImage() =>
    [
        .. File.ReadAllLines(PathOf("Dockerfile")).Where(static line => line.Length > 0)
            .Select(static line => line.Split(' ', 2)).Select(static parts => (parts[0], parts[1])),
    ];

    [GeneratedRegex(@"@\$\{([A-Z_]+_DIGEST)\}", RegexOptions.NonBacktracking)]
    private static partial Regex DigestName();

    [GeneratedRegex("GUARD_[A-Z_]+|AZURE_CLIENT_ID", RegexOptions.NonBacktracking)]
    private static partial Regex Guards();
}
