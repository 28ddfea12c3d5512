using System.Text.Json;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// tests/Contracts/azure-native.json is a true subset of the package's own manifest, and the program needs all its resources.
/// </summary>
public sealed class ContractsTests
{
    // The whole manifest is no part of the project; where a machine has it, this names its file.
    private const string Variable = "GUARD_AZURE_NATIVE_MANIFEST";

    [Fact]
    public void Subset_SaysNothingThatTheManifestDoesNot()
    {
        var path = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(path is null, $"{Variable} does not name a manifest");
        var whole = JsonDocument.Parse(File.ReadAllText(path)).RootElement;

        Manifest.Used.GetProperty("version").GetString().ShouldBe(whole.GetProperty("version").GetString());
        foreach (var resource in Manifest.Used.GetProperty("resources").EnumerateObject())
        {
            if (resource.Value.TryGetProperty("from", out _))
            {
                whole.GetProperty("resources")
                    .TryGetProperty(resource.Name, out _)
                    .ShouldBeFalse($"{resource.Name} is in the manifest: take it from there");
                continue;
            }

            var original = whole.GetProperty("resources").GetProperty(resource.Name);
            foreach (var fact in (string[])["ns", "class", "args", "apiVersion"])
                resource.Value.GetProperty(fact).GetString().ShouldBe(original.GetProperty(fact).GetString());
            CheckInputs(resource.Name, resource.Value.GetProperty("inputs"), original.GetProperty("inputs"));
            foreach (var output in resource.Value.GetProperty("outputs").EnumerateObject())
                output.Value.GetString().ShouldBe(original.GetProperty("outputs").GetProperty(output.Name).GetString());
        }

        foreach (var type in Manifest.Used.GetProperty("types").EnumerateObject())
            CheckInputs(type.Name, type.Value, whole.GetProperty("types").GetProperty(type.Name));
        foreach (var values in Manifest.Used.GetProperty("enums").EnumerateObject())
            foreach (var value in values.Value.EnumerateObject())
                value.Value.GetString().ShouldBe(whole.GetProperty("enums").GetProperty(values.Name).GetProperty(value.Name).GetString());
    }

    /// <summary>
    /// A resource's arguments and a nested type can share a name; without the nested one the stand-ins compile where the package does not.
    /// </summary>
    [Fact]
    public void Subset_HasEveryNestedType_ThatSharesANameWithAResourcesArguments()
    {
        var path = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(path is null, $"{Variable} does not name a manifest");
        var whole = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("types");
        var arguments = Manifest.Used.GetProperty("resources")
            .EnumerateObject()
            .Select(r => $"{r.Value.GetProperty("ns").GetString()}.Inputs.{r.Value.GetProperty("args").GetString()}");

        arguments.Where(a => whole.TryGetProperty(a, out _))
            .Except(Manifest.Used.GetProperty("types").EnumerateObject().Select(t => t.Name))
            .ShouldBeEmpty();
    }

    /// <summary>
    /// The manifest leaves these two out; their entries were read off the package's own declarations, which say so in "from".
    /// </summary>
    [Fact]
    public void Subset_SaysWhereAnEntryIsFrom_ThatNoManifestHas() =>
        Manifest.Used.GetProperty("resources").EnumerateObject().Where(r => r.Value.TryGetProperty("from", out _)).Select(r => r.Name)
            .ShouldBe(["azure-native:web:WebAppFtpAllowed", "azure-native:web:WebAppScmAllowed"], ignoreOrder: true);

    [Fact]
    public async Task EveryResourceOfTheSubset_IsUsed()
    {
        var used = (await Graph.OfAsync()).Resources.Select(r => r.Type).ToHashSet();

        Manifest.Used.GetProperty("resources").EnumerateObject().Select(r => r.Name).ShouldBe(used, ignoreOrder: true);
    }

    [Fact]
    public async Task EveryRegisteredInput_IsInTheManifest_AndEveryRequiredOneIsSet()
    {
        foreach (var resource in (await Graph.OfAsync()).Resources)
        {
            var inputs = Manifest.Resource(resource.Type)
                .GetProperty("inputs")
                .EnumerateArray()
                .ToDictionary(i => i.GetProperty("w").GetString()!);
            resource.Inputs.Keys.Except(inputs.Keys).ShouldBeEmpty(resource.ToString());
            inputs.Where(i => i.Value.TryGetProperty("req", out _))
                .Select(i => i.Key)
                .Except(resource.Inputs.Keys)
                .ShouldBeEmpty(resource.ToString());
        }
    }

    private static void CheckInputs(string owner, JsonElement subset, JsonElement whole)
    {
        var originals = whole.EnumerateArray().ToDictionary(i => i.GetProperty("n").GetString()!);
        foreach (var input in subset.EnumerateArray())
        {
            var name = input.GetProperty("n").GetString()!;
            var original = originals[name];
            foreach (var fact in (string[])["w", "t", "def"])
                Text(input, fact).ShouldBe(Text(original, fact), $"{owner}.{name}: {fact}");
            input.TryGetProperty("req", out _)
                .ShouldBe(original.TryGetProperty("req", out var required) && required.GetBoolean(), $"{owner}.{name}");
        }

        // The package's default inputs and required members must be here too.
        originals.Values.Where(i => i.TryGetProperty("def", out _) || (i.TryGetProperty("req", out var r) && r.GetBoolean()))
            .Select(i => i.GetProperty("n").GetString())
            .Except(subset.EnumerateArray().Select(i => i.GetProperty("n").GetString())).ShouldBeEmpty(owner);
    }

    private static string? Text(JsonElement input, string fact) => input.TryGetProperty(fact, out var value) ? value.GetString() : null;
}
