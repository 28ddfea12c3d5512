using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Text.Json;
using ServerlessGuard.Tests;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The app as it is published, which <c>.ci/package</c> runs over the package that ships as well.</summary>
public sealed class PublishedAppTests
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string Web = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)!;

    [Fact]
    public void EveryReference_Resolves_ToAtLeastTheVersionAskedFor()
    {
        var served = Served();
        var faults = new List<string>();
        foreach (var file in Own())
        {
            foreach (var asked in References(file))
            {
                if (!served.TryGetValue(asked.Name!, out var found))
                {
                    faults.Add(
                        $"{Path.GetFileName(file)} asks for {asked.Name} {asked.Version}, which is neither published nor of the framework.");
                }
                else if (found < asked.Version)
                {
                    faults.Add($"{Path.GetFileName(file)} asks for {asked.Name} {asked.Version}, and {found} is there.");
                }
            }
        }

        string.Join(Environment.NewLine, faults).ShouldBe("");
    }

    [Fact]
    public void EveryAssembly_Loads()
    {
        var context = new AssemblyLoadContext("published", isCollectible: true);
        try
        {
            foreach (var file in Own())
            {
                context.LoadFromAssemblyPath(file).GetName().Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
            }
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The worker's host finds an assembly by the app's list of dependencies, not by looking into the folder.</summary>
    [Fact]
    public void EveryAssembly_IsListed()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(PublishedApp.Folder, "ServerlessGuard.Functions.deps.json")));
        var listed = list.RootElement.GetProperty("targets").EnumerateObject().SelectMany(static target => target.Value.EnumerateObject())
            .Where(static library => library.Value.TryGetProperty("runtime", out _))
            .SelectMany(static library => library.Value.GetProperty("runtime").EnumerateObject())
            .Select(static file => file.Name.Split('/')[^1])
            .Distinct();
        listed.ShouldBe(Own().Select(static file => Path.GetFileName(file)), ignoreOrder: true);
    }

    /// <summary>Without one of these a host starts and serves nothing. Settings of a machine are never part of it.</summary>
    [Fact]
    public void Holds_WhatAHostNeeds_AndNothingThatIsOfAMachine()
    {
        foreach (var part in (string[])["host.json", "worker.config.json", "functions.metadata", "extensions.json", "ServerlessGuard.Functions.runtimeconfig.json",
            ".azurefunctions/Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader.dll",
            ".azurefunctions/Microsoft.Azure.WebJobs.Extensions.EventGrid.dll",
            ".azurefunctions/Microsoft.Azure.WebJobs.Extensions.Storage.Queues.dll",
            "policies/guard.yaml", "policies/controls.yaml", "policies/duties.yaml"])
        {
            File.Exists(Path.Combine(PublishedApp.Folder, part)).ShouldBeTrue(part);
        }

        var files = Directory.GetFiles(PublishedApp.Folder, "*", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(PublishedApp.Folder, file))
            .ToList();
        files.ShouldNotContain("local.settings.json");
        files.ShouldNotContain("local.settings.example.json");
        files.Where(static file => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>policies/duties.yaml names the functions that a host will find: one that no duty names would run in every app.</summary>
    [Fact]
    public void EveryFunctionAHostFinds_IsADutys()
    {
        using var metadata = JsonDocument.Parse(PublishedApp.Metadata);
        metadata.RootElement.EnumerateArray().Select(static function => function.GetProperty("name").GetString()!)
            .ShouldBe(DutyFile.Functions.Values.SelectMany(static names => names).Distinct(), ignoreOrder: true);
    }

    /// <summary>The app's own files; what lies in <c>.azurefunctions</c> is the host's to load.</summary>
    private static string[] Own() => Directory.GetFiles(PublishedApp.Folder, "*.dll");

    /// <summary>Assembly -> version, of what the app brings and the framework has: of two the higher is loaded.</summary>
    private static Dictionary<string, Version> Served() =>
        new[] { Runtime, Web, PublishedApp.Folder }
            .SelectMany(static folder => Directory.GetFiles(folder, "*.dll"))
            .Select(Definition)
            .OfType<AssemblyName>()
            .GroupBy(static name => name.Name!, StringComparer.OrdinalIgnoreCase).ToDictionary(
                static name => name.Key, static name => name.Max(static found => found.Version!)!, StringComparer.OrdinalIgnoreCase);

    private static AssemblyName? Definition(string file) =>
        Read(file, static reader => reader.IsAssembly ? reader.GetAssemblyDefinition().GetAssemblyName() : null);

    private static IReadOnlyList<AssemblyName> References(string file) => Read(file, static reader =>
        (IReadOnlyList<AssemblyName>)[.. reader.AssemblyReferences.Select(r => reader.GetAssemblyReference(r).GetAssemblyName())]) ?? [];

    private static T? Read<T>(string file, Func<MetadataReader, T?> read)
        where T : class
    {
        using var portable = new PEReader(File.OpenRead(file));
        return portable.HasMetadata ? read(portable.GetMetadataReader()) : null;
    }
}
