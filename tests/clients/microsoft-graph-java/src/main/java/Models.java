import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The SDK's models, filled by their own setters. */
final class Models {
  /** A model with the members of a JSON object, each by the setter of its name, and no others. */
  static <T> T made(Class<T> kind, JsonObject members) {
    try {
      T body = kind.getConstructor().newInstance();
      for (Map.Entry<String, JsonElement> member : members.entrySet()) {
        Method setter = setterOf(kind, member.getKey());
        setter.invoke(body, value(setter.getGenericParameterTypes()[0], member.getValue()));
      }
      return body;
    } catch (ReflectiveOperationException error) {
      throw new IllegalArgumentException(error);
    }
  }

  private static Method setterOf(Class<?> kind, String member) {
    String name = "set" + Character.toUpperCase(member.charAt(0)) + member.substring(1);
    return Arrays.stream(kind.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(kind.getSimpleName() + " has no " + name));
  }

  private static Object value(Type type, JsonElement value) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType several) {
      Type one = several.getActualTypeArguments()[0];
      return several.getRawType() == EnumSet.class ? flags((Class<?>) one, value) : list(one, value.getAsJsonArray());
    }
    Class<?> kind = (Class<?>) type;
    if (kind == String.class) return value.getAsString();
    if (kind == Boolean.class) return value.getAsBoolean();
    if (kind == Integer.class) return value.getAsInt();
    if (kind == UUID.class) return UUID.fromString(value.getAsString());
    return kind.isEnum() ? named(kind, value.getAsString()) : made(kind, value.getAsJsonObject());
  }

  private static List<Object> list(Type type, JsonArray values) throws ReflectiveOperationException {
    List<Object> made = new ArrayList<>();
    for (JsonElement each : values) made.add(value(type, each));
    return made;
  }

  /** Several values of an enumeration, which stand in one text with commas between them. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object flags(Class<?> kind, JsonElement value) throws ReflectiveOperationException {
    EnumSet made = EnumSet.noneOf((Class) kind);
    for (String name : value.getAsString().split(",")) made.add(named(kind, name));
    return made;
  }

  private static Object named(Class<?> kind, String value) throws ReflectiveOperationException {
    return kind.getMethod("forValue", String.class).invoke(null, value);
  }

  private Models() {}
}
