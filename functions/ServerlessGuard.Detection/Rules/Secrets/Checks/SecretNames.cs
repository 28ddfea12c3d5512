using System.Buffers;
using System.Collections.Frozen;

namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

/// <summary>
/// Judges the name in <c>name = value</c> by its words (<c>snake_case</c>, <c>camelCase</c>, <c>kebab-case</c>): whether it
/// holds a secret, or says something about one (<c>API_KEY_URL</c>, <c>secretName</c>, <c>tokenizationId</c>).
/// </summary>
internal static class SecretNames
{
    private static readonly SearchValues<char> NameStarts = SearchValues.Create(":=\" ");

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\"', \n;");

    private static readonly FrozenSet<string> Nouns = Set(
        "password passwd passphrase passcode pwd pass pw psw secret secrets token tokens credential credentials creds key keys apikey pat jwt "
        + "auth authorization bearer cookie sas signature kennwort passwort senha wachtwoord contraseña contrasena motdepasse secrettext authkey");

    private static readonly string[] Endings = ["password", "passwd", "passphrase", "secret", "token", "pass", "pwd", "key", "credential", "credentials"];

    private static readonly FrozenSet<string> OrdinaryWords = Set(
        "monkey turkey donkey hockey whiskey jockey lackey hotkey bypass compass surpass trespass encompass overpass underpass nonsecret");

    // The words after the noun that make the name one of a thing about a secret.
    private static readonly FrozenSet<string> Attributes = Set(
        "url urls uri uris endpoint endpoints id ids name names arn arns header headers path paths file files filename dir directory type types "
        + "length len size count total ttl expiry expires expire expired expiration expiring lifetime duration age policy policies hint label prefix suffix version "
        + "algorithm algo alg ref refs reference references namespace host hash hashes hashed fingerprint thumbprint digest checksum enabled disabled "
        + "required optional min max minimum maximum index timeout rotation rotated location description desc format regex pattern provider "
        + "providers store storage manager vault field fields param parameter column attribute env variable usage limit limits used page scheme "
        + "kind class status state date time timestamp at on created updated source text placeholder title message error errors help strength score "
        + "valid validation validator confirmation reset forgot change changed request response issuer audience scope scopes region owner "
        + "alias aliases list count counter pair pairs map mapping spec template example resource resources link page rule rules tag tags "
        + "bits bytes encoding charset mode method context config settings options handler service client callback function count email user "
        + "username encoder encryptor hasher generator reset parser scanner detector analytics");

    // "primary key" is no secret, and neither is "next page token".
    private static readonly FrozenSet<string> KeyQualifiers = Set(
        "public primary foreign sort partition cache idempotency routing unique composite natural surrogate index hash range map object json row "
        + "group shift arrow hot registry translation translate i18n localization event metric message shard lookup search query publishable pub "
        + "site candidate dictionary dict config setting column field header parameter storage item attribute tab enter escape ctrl alt "
        + "license normalised normalized resource label state node child parent react list sorted redis s3 blob bucket dedupe deduplication");

    private static readonly FrozenSet<string> TokenQualifiers = Set(
        "next page pagination continuation sync max min prompt completion input output total num number special bos eos pad unk sep cls mask stop "
        + "cancellation first last previous prev current start end count cached reasoning word sub text design delimiter");

    /// <summary>Whether the name does not rule a secret out. For patterns that themselves ask for a word such as "token".</summary>
    public static bool MayHoldSecret(ReadOnlySpan<char> before, ReadOnlySpan<char> label) => Judge(Name(before, label)) is not false;

    /// <summary>Whether the name is one for a secret: its last noun says so, and no word after it says otherwise.</summary>
    public static bool HoldsSecret(ReadOnlySpan<char> before, ReadOnlySpan<char> label) => Judge(Name(before, label)) is true;

    /// <summary>
    /// Whether the name that a pair gives for its value is one for a secret: <c>name: DB_PASSWORD, value: </c>. The name is what
    /// follows the first colon, equals sign or quoted opening.
    /// </summary>
    public static bool PairHoldsSecret(ReadOnlySpan<char> before, ReadOnlySpan<char> label)
    {
        var start = label.IndexOfAny(NameStarts);
        if (start < 0)
        {
            return false;
        }

        var name = label[start..].TrimStart(":=\"' \t");
        var end = name.IndexOfAny(NameEnds);
        return Judge(end < 0 ? name : name[..end]) is true;
    }

    // A match may begin inside a name, or at the value: the rest of the name is before it.
    private static string Name(ReadOnlySpan<char> before, ReadOnlySpan<char> label)
    {
        before = label.IsEmpty ? before.TrimEnd(" \t:=\"'`>") : before;
        var start = before.Length;
        while (start > 0 && (WordBoundary.IsWord(before[start - 1]) || before[start - 1] is '-' or '.' or ':'))
        {
            start--;
        }

        return string.Concat(before[start..], label);
    }

    private static bool? Judge(ReadOnlySpan<char> label)
    {
        var words = Words(label);
        var trimmed = words.Count;
        while (words.Count > 1 && (words[^1] is "value" or "val" || (words.Count < trimmed && words[^1] is "parameter")))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (label.Contains("arn:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var noun = words.FindLastIndex(IsNoun);
        if (noun < 0)
        {
            return words.Count > 0 && Attributes.Contains(words[^1]) && words[^1] is not ("user" or "email" or "client" or "service") ? false : null;
        }

        for (var i = noun + 1; i < words.Count; i++)
        {
            if (Attributes.Contains(words[i]))
            {
                return false;
            }
        }

        var before = noun > 0 ? words[noun - 1] : "";
        return words[noun] switch
        {
            "key" or "keys" => !KeyQualifiers.Contains(before) && !(noun > 1 && words[noun - 2] is "public"),
            "token" or "tokens" => !TokenQualifiers.Contains(before),
            _ => true,
        };
    }

    private static bool IsNoun(string word)
    {
        if (Nouns.Contains(word))
        {
            return true;
        }

        foreach (var ending in Endings)
        {
            if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal) && !OrdinaryWords.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words in lower case: runs of letters, parted at signs, digits and changes of case (<c>APIKeyUrl</c>: api, key, url).</summary>
    private static List<string> Words(ReadOnlySpan<char> label)
    {
        var words = new List<string>();
        for (var start = 0; start < label.Length;)
        {
            if (!char.IsLetter(label[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < label.Length && char.IsLetter(label[end])
                && !(char.IsLower(label[end - 1]) && char.IsUpper(label[end]))
                && !(end + 1 < label.Length && char.IsUpper(label[end - 1]) && char.IsUpper(label[end]) && char.IsLower(label[end + 1])))
            {
                end++;
            }

            words.Add(label[start..end].ToString().ToLowerInvariant());
            start = end;
        }

        return words;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
