using System.Text.RegularExpressions;

namespace Contracts.Generator;

/// <summary>From the manifest's short type names to full ones.</summary>
internal static class TypeName
{
    private static readonly Regex Inputs = new(@"\bInputs\.");
    private static readonly Regex Short = new(@"\bAN\.");
    private static readonly Regex Pulumi = new(@"\b(InputUnion|InputList|InputMap|Input|Union)<");

    public static string Full(string type, string owner)
    {
        type = Inputs.Replace(type, owner + ".Inputs.");
        type = Short.Replace(type, "Pulumi.AzureNative.");
        type = Pulumi.Replace(type, "Pulumi.$1<");
        type = type.Replace("Pulumi.AzureNative", "global::Pulumi.AzureNative").Replace("global::global::", "global::");
        return Regex.Replace(type, @"(?<!global::)\bPulumi\.(?=Input|Union)", "global::Pulumi.")
            .Replace("ImmutableArray<", "global::System.Collections.Immutable.ImmutableArray<");
    }
}
