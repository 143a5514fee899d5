# libui.a comes with its first source
