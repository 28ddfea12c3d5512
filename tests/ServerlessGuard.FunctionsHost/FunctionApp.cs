using System.Text.Json;

namespace ServerlessGuard.FunctionsHost;

/// <summary>A published function app: the files by which a host finds its functions, their extensions and its worker.</summary>
internal sealed class FunctionApp
{
    private FunctionApp(
        string folder, IReadOnlyList<AppFunction> functions, IReadOnlyList<string> extensions, string executable, string worker) =>
        (Folder, Functions, Extensions, Executable, Worker) = (folder, functions, extensions, executable, worker);

    public string Folder { get; }

    public IReadOnlyList<AppFunction> Functions { get; }

    /// <summary>Startup types of the host's extensions, by assembly-qualified name.</summary>
    public IReadOnlyList<string> Extensions { get; }

    public string Executable { get; }

    public string Worker { get; }

    public string HostJson => Path.Combine(Folder, "host.json");

    public static FunctionApp Read(string folder)
    {
        folder = Path.GetFullPath(folder);
        var functions = Json(folder, "functions.metadata").EnumerateArray().Select(static function => new AppFunction(
            function.GetProperty("name").GetString()!,
            function.GetProperty("scriptFile").GetString()!,
            function.GetProperty("entryPoint").GetString()!,
            [.. function.GetProperty("bindings").EnumerateArray().Select(static binding => new FunctionBinding(binding))])).ToList();
        var extensions = Json(folder, "extensions.json")
            .GetProperty("extensions")
            .EnumerateArray()
            .Select(static extension => extension.GetProperty("typeName").GetString()!)
            .ToList();
        var worker = Json(folder, "worker.config.json").GetProperty("description");
        var executable = worker.GetProperty("defaultExecutablePath").GetString()!
            .Replace("{WorkerRoot}", folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return new(folder, functions, extensions, executable, Path.Combine(folder, worker.GetProperty("defaultWorkerPath").GetString()!));
    }

    private static JsonElement Json(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? JsonElement.Parse(File.ReadAllText(path))
            : throw new FileNotFoundException($"{folder} has no {file}: it is not the published function app. Run dotnet publish first.");
    }
}
