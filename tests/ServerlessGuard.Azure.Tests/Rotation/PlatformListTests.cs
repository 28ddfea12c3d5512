using System.Reflection;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Azure.Tests.Rotation;

/// <summary>Every place that must know a key platform knows it: a failure names the platform and the place that lacks it.</summary>
public sealed class PlatformListTests
{
    private static readonly string[] Declared =
        [.. typeof(PlatformNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(static field => field.IsLiteral)
            .Select(static field => (string)field.GetRawConstantValue()!)];

    /// <summary>The platforms of real keys: all but the embedded host's own.</summary>
    private static readonly string[] Real = [.. PlatformNames.OfKeys.Except([PlatformNames.Simulated])];

    [Fact]
    public void EveryName_IsOfModelsOrKeys() =>
        Declared.Except([.. PlatformNames.OfModels, .. PlatformNames.OfKeys]).ShouldBeEmpty("PlatformNames.OfKeys or OfModels lacks it");

    [Theory]
    [InlineData("model", "OfModels")]
    [InlineData("credential", "OfKeys")]
    public void TheSchema_ListsEachName(string definition, string list)
    {
        var names = (IReadOnlyList<string>)typeof(PlatformNames).GetProperty(list)!.GetValue(null)!;
        var listed = Listed(definition);
        names.Except(listed).ShouldBeEmpty($"policies/guard.schema.json lacks it in definitions.{definition}.properties.platform");
        listed.Except(names).ShouldBeEmpty($"PlatformNames.{list} lacks it");
    }

    [Fact]
    public void EachKeyPlatform_HasAnAdapter()
    {
        var services = new ServiceCollection().AddAzureKeyPlatforms();
        services.AddSingleton<TokenCredential>(new StaticToken());
        services.AddSingleton<IEntropy>(new SeededEntropy(1));
        using var provider = services.BuildServiceProvider();
        var names = provider.GetServices<IKeyPlatform>().Select(static platform => platform.Name).ToList();
        Real.Except(names).ShouldBeEmpty("AddAzureKeyPlatforms registers no IKeyPlatform of this name");
        names.Except(Real).ShouldBeEmpty("PlatformNames.OfKeys lacks it");
    }

    [Fact]
    public void EachKeyPlatform_IsSimulated()
    {
        Real.Except(KeyShapes.ByPlatform.Keys).ShouldBeEmpty("KeyShapes.ByPlatform lacks it");
        Enum.GetValues<KeyJsonFormat>()
            .Except(KeyShapes.ByPlatform.Values)
            .ShouldBeEmpty("KeyShapes.ByPlatform has no platform of this shape");
    }

    /// <summary>KeyPlatformTests tests an adapter by its shape: it must be the one that the shape's platform names.</summary>
    [Fact]
    public async Task EachShape_TestsTheAdapterOfItsPlatform()
    {
        await using var azure = await AzureSimulation.StartAsync();
        foreach (var (platform, shape) in KeyShapes.ByPlatform)
        {
            AzureClients.Platform(azure, shape).Name.ShouldBe(platform);
        }
    }

    private static IReadOnlyList<string> Listed(string definition)
    {
        using var schema = JsonDocument.Parse(typeof(PlatformNames).Assembly.GetManifestResourceStream("guard.schema.json")!);
        return [.. schema.RootElement.GetProperty("definitions")
            .GetProperty(definition)
            .GetProperty("properties")
            .GetProperty("platform")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(static name => name.GetString()!)];
    }
}
